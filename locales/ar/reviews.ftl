# المراجعات والأسئلة والأجوبة
reviews-title = { $count ->
    [zero] المراجعات
    [one] مراجعة واحدة
    [two] مراجعتان
    [few] { $count } مراجعات
    [many] { $count } مراجعة
   *[other] { $count } مراجعة
}
reviews-of = من متسوقي Onecart
reviews-none = لم يكتب عنه أحد بعد.
reviews-none-so = لا مراجعة كهذه. اختر مرشحات أخرى.
reviews-first = كن أول من يقول كيف هو.
reviews-bought = { $count ->
    [zero] لا شيء منها ممن اشتراه هنا
    [one] واحدة ممن اشتراه هنا
    [two] اثنتان ممن اشتراه هنا
    [few] { $count } ممن اشتراه هنا
    [many] { $count } ممن اشتراه هنا
   *[other] { $count } ممن اشتراه هنا
}
reviews-all = كل المراجعات
reviews-only-bought = ممن اشتراه هنا ({ $count })
reviews-only-pictured = مع صور ({ $count })
reviews-filter = أي المراجعات
reviews-order = ترتيب المراجعات
reviews-pages = صفحات المراجعات
reviews-by-helpful = الأكثر فائدة
reviews-by-newest = الأحدث
reviews-by-best = الأكثر نجوماً
reviews-by-worst = الأقل نجوماً
review-stars = { $count ->
    [zero] لا نجوم
    [one] نجمة واحدة
    [two] نجمتان
    [few] { $count } نجوم
    [many] { $count } نجمة
   *[other] { $count } نجمة
}
review-somebody = أحدهم
review-verified = اشتراه هنا
review-bought-at = كُتبت عن عرض
review-picture-of = صورة من { $name }
review-helped = { $count ->
    [zero] لم تفد أحداً بعد
    [one] أفادت شخصاً واحداً
    [two] أفادت شخصين
    [few] أفادت { $count } أشخاص
    [many] أفادت { $count } شخصاً
   *[other] أفادت { $count } شخص
}
review-vote-helpful = أفادني هذا
review-vote-report = أبلغ عنها
review-vote-counted = شكراً، حُسب صوتك.
review-vote-reported = شكراً. سينظر فيها أحد.
review-vote-known = قلت ذلك من قبل، أو هي مراجعتك أنت.
review-reply = رد المتجر
ratings-elsewhere = النجوم في الأسواق
ratings-elsewhere-why = منحها هناك متسوقوها. لا تدخل في المتوسط أعلاه.
# الكتابة
review-write = اكتب مراجعة
review-change = غيّر مراجعتك
review-you-bought = اشتريته هنا
review-you-did-not-buy = لا نجد أنك اشتريته هنا. يمكنك الكتابة مع ذلك؛ يقرؤها شخص قبل غيره.
field-stars = النجوم
field-title = في كلمات قليلة
field-text = النص
field-malformed-text = قل المزيد قليلاً، عشرة حروف على الأقل
review-text = كيف هو؟
review-text-hint = ما الجيد وما غير الجيد ولمن يصلح. بين 10 و4000 حرف.
review-send = أرسل
review-rules = نعرض اسمك الأول والحرف الأول من اسم عائلتك. الروابط وأرقام الهواتف والصور ينظر فيها شخص أولاً.
review-pictures = الصور
review-picture-label = أضف صورة
review-picture-rules = حتى { $count } صور، JPEG أو PNG أو WebP، كل منها 5 م.ب على الأكثر. نصنع منها ملفاً جديداً أصغر فيزول ما فيه من مكان وتاريخ. ينظر إليها شخص قبل غيره.
review-picture-too-many = لا مكان لصورة أخرى. أزل واحدة أولاً أو عد غداً.
review-picture-remove = أزل الصورة { $number }
review-withdraw = اسحبها
review-see = انظر إليها في صفحة المنتج
review-is-published = يقرؤها الجميع
review-is-waiting = تنتظر أن يقرأها شخص
review-is-refused = لم تُنشر.
review-refused-offensive = تجرح أحداً
review-refused-personal = تقول عن أحد ما لا يخص غيره
review-refused-advertising = تبيع شيئاً آخر
review-refused-off-topic = ليست عن المنتج
review-refused-misleading = تقول ما ليس كذلك
review-refused-copied = عمل شخص آخر
review-refused-other = سبب آخر
reviews-mine = المراجعات والأسئلة
reviews-mine-lead = ما كتبته عن المنتجات، ومن يقرؤه.
reviews-mine-none = لم تكتب شيئاً بعد. في صفحة كل منتج مكان لذلك.
reviews-mine-reviews = المراجعات
reviews-mine-questions = الأسئلة
reviews-mine-answers = الأجوبة
# الأسئلة والأجوبة
questions-title = { $count ->
    [zero] الأسئلة والأجوبة
    [one] سؤال واحد
    [two] سؤالان
    [few] { $count } أسئلة
    [many] { $count } سؤالاً
   *[other] { $count } سؤال
}
questions-lead = يجيب المتجر ومن اشتراه
questions-none = لم يسأل أحد بعد.
question-ask = اطرح سؤالاً
question-text = ماذا تريد أن تعرف؟
question-hint = بين 10 و1000 حرف. يقرؤه شخص قبل غيره.
question-send = اسأل
question-unanswered = لا جواب بعد.
question-back = العودة إلى الأسئلة
answer-give = أجب
answer-text = جوابك
answer-hint = بين 10 و1000 حرف.
answer-send = أجب
answer-by-shop = المتجر
answer-only-buyers = لا يجيب علناً إلا من اشتراه هنا، والمتجر.
# خلف المنضدة
moderation-title = مراجعات للنظر فيها
moderation-lead = ما ينتظر شخصاً قبل أن يقرأه غيره، وما أبلغ عنه أحد. كل قرار يُدوَّن.
moderation-none = لا شيء ينتظر.
moderation-about = عن
moderation-picture = صورة المراجعة
moderation-publish = انشر
moderation-refuse = لا تنشر
moderation-why = لماذا لا
moderation-note = ملاحظة لكاتبها (اختيارية)
doubt-not-bought = لم يشتره هنا
doubt-pictured = مع صور
doubt-link = تقود إلى مكان آخر
doubt-contact = عنوان أو رقم هاتف
doubt-shouting = بحروف كبيرة
doubt-repeating = تكرر نفسها
doubt-reported = مُبلَّغ عنها
questions-waiting = أسئلة تنتظر جواباً
questions-all-answered = أجاب المتجر عن كل الأسئلة.
answer-as-shop = أجب باسم المتجر
answers-of-others = { $count ->
    [zero] لم يجب متسوق بعد
    [one] أجاب متسوق واحد
    [two] أجاب متسوقان
    [few] أجاب { $count } متسوقين
    [many] أجاب { $count } متسوقاً
   *[other] أجاب { $count } متسوق
}
review-reply-send = احفظ الرد
ratings-title = منتجات محبوبة وأخرى ضعيفة
ratings-lead = ما تقوله المراجعات المنشورة عن المنتجات. اتبع اسماً لتقرأ وترد.
ratings-weak = ما يخيّب
ratings-popular = ما يُحَب
ratings-badly-elsewhere = تقييمها سيئ في سوقها
ratings-none = لا شيء يُعرض بعد.
ratings-product = المنتج
ratings-marketplace = السوق
ratings-stars = النجوم
ratings-poor = نجمة أو نجمتان
ratings-sold = بيع هنا
