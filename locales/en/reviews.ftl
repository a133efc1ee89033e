# Reviews, questions and answers
reviews-title = { $count ->
    [0] Reviews
    [one] One review
   *[other] { $count } reviews
}
reviews-of = By shoppers of Onecart
reviews-none = Nobody has written about it yet.
reviews-none-so = No review is like that. Choose other filters.
reviews-first = Be the first to say how it is.
reviews-bought = { $count ->
    [0] None by people who bought it here
    [one] One by somebody who bought it here
   *[other] { $count } by people who bought it here
}
reviews-all = All reviews
reviews-only-bought = Bought here ({ $count })
reviews-only-pictured = With pictures ({ $count })
reviews-filter = Which reviews
reviews-order = Order of the reviews
reviews-pages = Pages of reviews
reviews-by-helpful = Most helpful
reviews-by-newest = Newest
reviews-by-best = Most stars
reviews-by-worst = Fewest stars
review-stars = { $count ->
    [one] 1 star
   *[other] { $count } stars
}
review-somebody = Somebody
review-verified = Bought it here
review-bought-at = Written about the offer of
review-picture-of = Picture by { $name }
review-helped = { $count ->
    [one] It helped one person
   *[other] It helped { $count } people
}
review-vote-helpful = This helped me
review-vote-report = Report
review-vote-counted = Thank you, that counts.
review-vote-reported = Thank you. Somebody will look at it.
review-vote-known = You have said so before, or it is your own review.
review-reply = The shop replies
ratings-elsewhere = Stars at the marketplaces
ratings-elsewhere-why = Given there by their own shoppers. They are no part of the average above.
# Writing
review-write = Write a review
review-change = Change your review
review-you-bought = You bought this here
review-you-did-not-buy = We do not find that you bought this here. You may write all the same; a person reads it before others do.
field-stars = Stars
field-title = In a few words
field-text = Text
field-malformed-text = Please say a little more, at least ten letters
review-text = How is it?
review-text-hint = What is good, what is not, and for whom. Between 10 and 4000 letters.
review-send = Send
review-rules = We show your first name and the first letter of your last name. Links, telephone numbers and pictures are looked at by a person first.
review-pictures = Pictures
review-picture-label = Add a picture
review-picture-rules = Up to { $count } pictures, JPEG, PNG or WebP, each at most 5 MB. We make a new, smaller file of it, so place and date inside it are gone. A person looks at it before others do.
review-picture-too-many = There is no room for another picture. Take one away first, or come back tomorrow.
review-picture-remove = Take picture { $number } away
review-withdraw = Take it back
review-see = See it on the product’s page
review-is-published = Everybody reads it
review-is-waiting = Waits for a person to read it
review-is-refused = It was not published.
review-refused-offensive = It hurts somebody
review-refused-personal = It tells of somebody what is nobody’s business
review-refused-advertising = It sells something else
review-refused-off-topic = It is not about the thing
review-refused-misleading = It says what is not so
review-refused-copied = It is somebody else’s work
review-refused-other = Another reason
reviews-mine = Reviews and questions
reviews-mine-lead = What you wrote about goods, and who reads it.
reviews-mine-none = You have not written anything yet. Every product’s page has a place for it.
reviews-mine-reviews = Reviews
reviews-mine-questions = Questions
reviews-mine-answers = Answers
# Questions and answers
questions-title = { $count ->
    [0] Questions and answers
    [one] One question
   *[other] { $count } questions
}
questions-lead = Answered by the shop and by people who bought it
questions-none = Nobody has asked yet.
question-ask = Ask a question
question-text = What would you like to know?
question-hint = Between 10 and 1000 letters. A person reads it before others do.
question-send = Ask
question-unanswered = Not answered yet.
question-back = Back to the questions
answer-give = Answer
answer-text = Your answer
answer-hint = Between 10 and 1000 letters.
answer-send = Answer
answer-by-shop = The shop
answer-only-buyers = Only people who bought it here answer in public, and the shop.
# Behind the counter
moderation-title = Reviews to look at
moderation-lead = What waits for a person before others read it, and what somebody reported. Every decision is noted.
moderation-none = Nothing waits.
moderation-about = About
moderation-picture = Picture of the review
moderation-publish = Publish
moderation-refuse = Do not publish
moderation-why = Why not
moderation-note = Note to its author (optional)
doubt-not-bought = has not bought it here
doubt-pictured = with pictures
doubt-link = leads elsewhere
doubt-contact = address or telephone number
doubt-shouting = in capitals
doubt-repeating = repeats itself
doubt-reported = reported
questions-waiting = Questions to answer
questions-all-answered = The shop has answered every question.
answer-as-shop = Answer as the shop
answers-of-others = { $count ->
    [one] One shopper has answered
   *[other] { $count } shoppers have answered
}
review-reply-send = Save the reply
ratings-title = Popular and weak goods
ratings-lead = What the published reviews say of the goods. Follow a name to read and reply.
ratings-weak = What disappoints
ratings-popular = What is liked
ratings-badly-elsewhere = Badly rated at their marketplace
ratings-none = There is nothing to show yet.
ratings-product = Product
ratings-marketplace = Marketplace
ratings-stars = Stars
ratings-poor = One or two stars
ratings-sold = Sold here
