# The same thing across marketplaces: why, how sure, and what people say of it.

same-thing-title = The same thing
same-thing-why = Why these offers are the same thing
same-thing-text = Offers stand together where we are sure enough that they are one thing. Tell us where we are wrong: it counts for you at once.
same-thing-sure = { $percent } % sure
same-thing-decided = Checked by a person
same-thing-for = For it:
same-thing-against = Against it:
same-thing-not = Not the same
same-thing-of = the offer of { $marketplace }
same-thing-told = You said that the offer of { $marketplace } is something else.
same-thing-look = Look at it
same-thing-back = Take it back

pairs-page = Pairs
pairs-text = Which offers are one thing. What you decide stays, whatever the matcher thinks later.
pairs-none = No pair waits for a decision.
pairs-split = Split by shoppers
pairs-split-text = So many shoppers objected that these are two things until you decide.
pairs-contested = Shoppers object
pairs-contested-text = Still shown as one thing.
pairs-doubtful = Doubtful
pairs-doubtful-text = Shown as two things.
pairs-votes = { $count ->
    [one] { $count } shopper objects
   *[other] { $count } shoppers object
    }
pairs-merge = The same thing
pairs-keep-apart = Keep apart

choices-cookie-apart = apart
choices-cookie-apart-why = You said that two offers are not the same thing; pages are then made for you alone.

match-identical = told in the same words
match-same-gtin = the same trade item number
match-same-brand = the same maker
match-same-mark = the same model number
match-same-names = the same model name
match-same-title = titles that say the same
match-same-words = one title contains the other
match-same-kind = the same kind of thing
match-same-colour = the same colour
match-same-amount = the same capacity or size
match-same-count = as many pieces
match-same-details = the same details
match-near-price = about the same price
match-other-gtin = another trade item number
match-other-brand = another maker
match-lacking-brand = only one names the maker
match-other-mark = other model numbers
match-neighbour-mark = the number of a neighbouring model
match-lacking-mark = only one names a number
match-other-grade = another model of the family
match-other-names = other names
match-extra-words = one says a little more
match-other-word = a word in the place of another
match-more-words = a word more, and otherwise the same
match-no-names = no name to compare
match-other-kind = another kind of thing
match-accessory = one may be an accessory
match-bundle = one comes with more
match-other-colour = another colour
match-other-condition = one is not new
match-other-size = another size
match-other-edition = another edition
match-other-year = another year
match-other-details = details that differ
match-other-amount = another capacity or content
match-other-measure = another measure
match-other-count = another number of pieces
match-other-pack = another number in the pack
match-far-price = prices far apart
