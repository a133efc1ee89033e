// A real OpenID Connect provider for proofs and tests: the certified `oidc-provider` with its own pages for signing in.
//
// PORT is where it listens on 127.0.0.1, BACK the addresses it sends people back to, with commas between. Whoever signs in
// as NAME has the address NAME@example.org; for names that begin with "unconfirmed" it does not vouch for the address.

import Provider from 'oidc-provider';

const port = Number(process.env.PORT ?? 4795);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'onecart',
      client_secret: 'only for proofs',
      redirect_uris: (process.env.BACK ?? 'http://127.0.0.1:3000/sign-in/with/practice/back').split(','),
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  cookies: { keys: ['only for proofs'] },
  pkce: { required: () => true, methods: ['S256'] },
  findAccount: (_context, name) => ({
    accountId: name,
    claims: () => ({
      sub: name,
      email: `${name.replace(/^same-as-/, '')}@example.org`,
      email_verified: !name.startsWith('unconfirmed'),
    }),
  }),
});

provider.listen(port, '127.0.0.1', () => console.log(`ready ${issuer}`));
