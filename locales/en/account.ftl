# Signing up, signing in, and what belongs to it.
account-nav = Account
account-sign-in-title = Sign in
account-sign-in-lead = Your cart comes with you.
account-sign-in-button = Sign in
account-sign-up-title = Create an account
account-sign-up-lead = Your orders, addresses and cart, on all your devices.
account-sign-up-button = Create an account
account-sign-up-new = New here?
account-sign-up-known = Have an account already?
account-guest = You can also buy without an account.
account-forgot = Forgot it?
account-by-link = Send me a link instead
account-field-email = E-mail
account-field-username = Username (optional)
account-field-login = E-mail or username
account-field-password = Password
account-field-new-password = New password
account-field-current-password = Current password
account-field-number = Order number
account-hint-username = Small letters, digits, dots and hyphens; you can sign in with it
account-hint-password = { $count ->
    [one] { $count } character or more. A few words make a good one.
   *[other] { $count } characters or more. A few words make a good one.
}
account-show-password = A password manager or several unrelated words are best; capitals and symbols are not needed.
account-wrong-missing = Please fill this in.
account-wrong-too-long = This is too long.
account-wrong-malformed = This does not look right.
account-wrong-malformed-email = This is not an e-mail address. One looks like name@example.org.
account-wrong-malformed-username = Use 3 to 32 small letters, digits, dots or hyphens, with a letter or digit at both ends.
account-wrong-malformed-number = An order number looks like OC-7K3M-9Q2D.
account-wrong-too-short = { $count ->
    [one] Use at least { $count } character.
   *[other] Use at least { $count } characters.
}
account-wrong-common = This password is on lists of stolen ones. Please choose another.
account-wrong-weak = This is easily guessed. Add a word or two that have nothing to do with it.
account-wrong-needs-upper = Add a capital letter.
account-wrong-needs-lower = Add a small letter.
account-wrong-needs-digit = Add a digit.
account-wrong-needs-symbol = Add a character that is neither letter nor digit.
account-wrong-refused = This is not right.
account-wrong-refused-login = E-mail, username or password is not right. If you have just signed up, open the link in your mail first.
account-wrong-same = This is what you have already.
account-why-wait = { $count ->
    [one] Too many tries. Wait { $count } second, or have a link sent to you.
   *[other] Too many tries. Wait { $count } seconds, or have a link sent to you.
}
account-why-link = This link was used already, or is too old. Ask for a new one below.
account-why-later = Very many people are signing in right now, or something on our side is slow. Please try again in a moment.
account-why-suspended = This account is suspended. Write to us if you do not know why.
account-why-taken = This order belongs to another account.
account-sent-title = Look into your mail
account-sent-sign-up = If the address is right, a mail with a link is on its way to you. Your account opens when you follow it, within a day. Until then you can go on shopping as a guest.
account-sent-magic = If there is an account with this address, a mail with a link is on its way to it. The link works for a quarter of an hour.
account-sent-reset = If there is an account with this address, a mail with a link is on its way to it. The link works for an hour.
account-sent-email = We have sent a link to your old address and one to the new one. The address changes when both were opened, within a day.
account-sent-order = If there is such an order, a mail with a link to it is on its way to the address it was made with.
account-sent-nothing = Nothing there after some minutes? Look among unwanted mail, or ask again.
account-sent-on = Go on shopping
account-verify-title = Confirm your address
account-verify-lead = Is { $email } yours? Your account opens then, and you are signed in.
account-verify-password = You opened the link in another browser than the one you signed up with. Type the password that you chose there.
account-verify-button = Open my account
account-verify-again = Sign up again
account-change-lead = Do you agree to { $email } as the address of your account?
account-change-button = Yes, I agree
account-change-half = Thank you. The address changes when the link in the other mail is opened too.
account-change-whole = Done. Your account has its new address.
account-magic-title = Sign in by mail
account-magic-lead = We send you a link; open it here and you are signed in, without a password.
account-magic-send = Send me a link
account-magic-use = You are about to sign in as { $email }.
account-magic-button = Sign in
account-reset-title = Set a new password
account-reset-lead = Tell us the address of your account. We send you a link with which you set a new password.
account-reset-send = Send me a link
account-reset-use = The new password for { $email }. All sessions end; a second factor stays and is asked for.
account-reset-button = Set the password
account-again-title = Is it still you?
account-again-lead = Before something important changes, please show that it is you. You are signed in as { $email }.
account-again-button = Go on
account-again-no-password = Your account has no password. Sign in anew by a link, or the way you came in.
account-password-title = Change your password
account-password-lead = All your other sessions end. This one goes on.
account-password-button = Change the password
account-email-title = Change your address
account-email-lead = Your address is { $email }. We send a link to it and one to the new address; both have to be opened.
account-email-button = Send the links
account-claim-text = This order was made without an account. Add it to yours, and you see it on all your devices.
account-claim-button = Add to my account
account-claim-done = The order is with your account now.
account-claim-sign-in = Sign in to add this order to your account
account-find-title = Find an order
account-find-lead = Bought without an account, or on another device? We send the link to the address the order was made with.
account-find-button = Send me the link
account-find-link = Find an order made without an account
account-done-password = Your password was changed. All other sessions were ended.
proof-wait = { $count ->
    [one] Many of these forms came from your network without the short computation that browsers do for us. Wait { $count } second and send it again, or allow JavaScript for this page; then there is nothing to wait for.
   *[other] Many of these forms came from your network without the short computation that browsers do for us. Wait { $count } seconds and send it again, or allow JavaScript for this page; then there is nothing to wait for.
}
account-strength = Strength of the password
account-strength-2 = Good enough beside your second factor.
account-strength-3 = Strong.
account-strength-4 = Very strong.
