// Things of the practice catalogue that tests buy: in one variant, and with so much stock that it never runs out.

/** A thing as a marketplace sells it. */
export interface Good {
  marketplace: string;
  id: string;
  /** Words that find it. */
  words: string;
  /** Part of its title. */
  title: string;
}

const good = (marketplace: string, id: string, words: string, title: string): Good => ({ marketplace, id, words, title });

export const goods = {
  boards: good('harbor', 'hp-2224', 'serving boards tandem', 'Skarn & Elm Tandem serving boards'),
  car: good('kitemart', 'KM10021646', 'push-along car mustard', 'PUSH-ALONG CAR Tumblewick'),
  cap: good('nomad', '56', 'six-panel cap navy corvane', 'Six-panel cap washed cotton twill UPF 30 navy'),
  campo: good('nomad', '5', 'murrel campo stereo pairing mustard', 'Murrel Campo S Bluetooth speaker'),
  daypack: good('kitemart', 'KM10018084', 'city daypack blush pellam', 'CITY DAYPACK'),
  kettle: good('baobab', '1100', 'bouilloire inox', 'Bouilloire inox Skarn & Elm Drip 1.0'),
  speaker: good('shelf', 'shelf-0001', 'tonvik brick slate grey', 'Tonvik Brick 2 wireless speaker, slate grey'),
  /** Also at Kitemart and Baobab Bazaar, where it comes to less at the door. */
  can: good('harbor', 'hp-2539', 'watering can sage green', 'watering can'),
  /** Its marketplace writes `100% <font color=red>NEW</font> &amp; BOXED` into its title. */
  cube: good('kitemart', 'KM10022605', 'speed cube zumbiro earth', '100% NEW & BOXED'),
};

/** How forms name it. */
export function reference(good: Good): string {
  return `${good.marketplace}:${good.id}`;
}

/** Its page. */
export function address(good: Good): string {
  return `/product/${good.marketplace}/${encodeURIComponent(good.id)}`;
}

/** The marketplaces' names, as pages show them. */
export const names: Record<string, string> = {
  shelf: 'Onecart Shelf',
  harbor: 'Harbor & Pine',
  kitemart: 'Kitemart',
  baobab: 'Baobab Bazaar',
  nomad: 'Nomad Supply',
  lumen: 'Lumen Outlet',
};
