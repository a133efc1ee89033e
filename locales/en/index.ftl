# Finding goods by their words: what was understood, and what people behind the counter see to.
search-read-as = Showing results for
search-word-by-word = Search word by word for
search-partly = Nothing has all of these words. This has some of them.
search-did-you-mean = Perhaps this finds it:
suggestions-searches = Searches
suggestions-own = You searched for this before
words-title = Search words
words-days = What was searched for in the last { $count ->
    [one] { $count } day.
   *[other] { $count } days.
 }
words-indexed = { $count ->
    [one] { $count } product listing can be found.
   *[other] { $count } product listings can be found.
 }
words-empty = Searched for in vain
words-empty-text = Often these are other words for things that are sold. Teach the shop what they mean.
words-top = Searched for most
words-asked = { $count ->
    [one] { $count } search
   *[other] { $count } searches
 }
words-in-vain = { $count ->
    [one] { $count } without a result
   *[other] { $count } without a result
 }
words-none = Nothing yet.
words-teach = Teach
words-same = Words that mean the same
words-no-sets = The shop knows the words it came with. Add your own here.
words-new = New words that mean the same
words-hint = Words with commas between, in any language: sofa, couch, canapé. Behind a > stand words for only some of it: wood > oak, walnut.
words-wrong = At least two different words are needed, and 500 letters at most.
words-add = Add
words-remove = Remove
