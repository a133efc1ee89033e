# التكلفة الحقيقية وسجل الأسعار والعروض وطرق أفضل لملء السلة.
cost-made-of = مم يتكون هذا المجموع
cost-part = الجزء
cost-amount = المبلغ
cost-source = المصدر
cost-age = العمر
cost-sure = درجة اليقين
cost-not-known = غير معروف
cost-age-none = ثابت
cost-stale = قد يكون قديماً
cost-part-item = السعر
cost-part-delivery = التوصيل
cost-part-tax = ضريبة مضافة
cost-part-exchange = رسوم الصرف
cost-part-coupon = القسيمة
cost-part-duty = الرسوم الجمركية
cost-part-import-tax = ضريبة الاستيراد
cost-source-listing = عرض السوق
cost-source-terms = شروطه المنشورة
cost-source-rates = أسعار صرف اليوم
cost-source-coupon = قسيمتك
cost-source-customs = جدول الحدود لدينا
cost-source-nobody = لم يخبرنا أحد
cost-sure-told = معلن
cost-sure-published = منشور
cost-sure-estimated = تقدير
cost-sure-unknown = غير معروف
cost-age-now = الآن
cost-age-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
cost-age-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
cost-age-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوماً
   *[other] { $count } يوم
}
cost-without = دون { $parts }، ولا نعرف مقدارها
cost-on-arrival = منها نحو { $amount } تُدفع عند الوصول
cost-plus-on-arrival = ويُضاف نحو { $amount } عند الوصول
offers-why-known = الأدنى مما عُرفت كل أجزائه؛ وينقص غيره جزء.
offers-why-none-known = الأدنى بحسب المعروف؛ وينقص كل عرض جزء.

prices-in-cart = هل الآن وقت مناسب للشراء؟
prices-title = سجل الأسعار
prices-since = نتابعه منذ { $day }
prices-method-link = كيف نحسب ذلك
prices-chart = من { $from } إلى { $to } كان أفضل مجموع بين { $low } و{ $high }، وهو الآن { $now }.
prices-terms = أفضل مجموع بين كل العروض؛ والخط المتقطع عرض هذه الصفحة. حُسبت الأسعار السابقة بشروط التوصيل وأسعار الصرف اليوم.
prices-too-new = لم نتابع هذا السعر مدة تكفي لرسمه.
prices-as-table = في جدول
prices-from-day = من
prices-best = أفضل مجموع
prices-fake = تخفيض مشكوك فيه.
prices-doubt-not-lower = يقول { $marketplace } إن السعر كان { $amount }. وفي الأيام الثلاثين السابقة لم يكن أعلى من الآن.
prices-doubt-overstated = يقول { $marketplace } إن السعر كان { $amount }. وفي الأيام الثلاثين السابقة كان أعلى من الآن، لكن بأقل من نصف ما يُدّعى.
prices-doubt-raised-before = يقول { $marketplace } إن السعر كان { $amount }. لقد رُفع السعر أولاً، وهو الآن كعادته.
prices-doubt-standing = يقول { $marketplace } منذ شهور إن السعر كان { $amount }. لم يعد هذا تخفيضاً.
prices-claim-holds = يقول { $marketplace } إن السعر كان { $amount }، وما رأيناه يوافقه.
prices-claim-unknown = يقول { $marketplace } إن السعر كان { $amount }. لم نتابعه مدة تكفي للحكم.
prices-lowest-before = أدنى سعر في الأيام الثلاثين قبل التخفيض: { $amount }، دون التوصيل.
prices-no-advice = لا نصيحة: السعر معروف في { $known } من الأيام، ولا نقول شيئاً دون { $needed }.
prices-advice-low = منخفض.
prices-advice-usual = كالعادة.
prices-advice-high = مرتفع.
prices-rests-on = من { $points } من الأيام المعروفة كان أرخص في { $cheaper }؛ سعره المعتاد { $usual } وأدناه { $lowest }.
prices-chance = من { $times } مرات كان فيها بهذا الارتفاع، انخفض بمقدار جزء من عشرين خلال 30 يوماً في { $fell }.
prices-uncertain = لا أحد يعرف ما سيكون بعد ذلك.

deals-title = عروض حقيقية
deals-lead = أقل من سعرها المعتاد بالعُشر على الأقل، بحسب أسعار رأيناها بأنفسنا، وأفضل العروض كلها.
deals-none = لا عروض حقيقية الآن
deals-none-why = يلزم سعر تابعناه شهرين وانخفض كثيراً عن مستواه المعتاد. نفضّل ألا نعرض شيئاً على أن نعرض ما ليس عرضاً.
deals-below = أقل بنسبة { $percent }٪ من سعره المعتاد { $usual }

method-title = كيف تُحسب المجاميع والأسعار
method-lead = كل قاعدة نطبقها على الأسعار بأرقامها. لا أحد يستطيع أن يدفع لتغييرها.
method-history = ما نسجله
method-history-seen = نسجل ما نراه بأنفسنا حين نسأل الأسواق، وما يأخذه المشغّل من سجل. ولا نملأ أبداً ما لم نره.
method-history-change = لكل تغيّر في سعر عرض سطر واحد. ويُعدّ السعر قائماً يومين بعد آخر مرة رأيناه فيها.
method-history-kept = تُحفظ التغيّرات 400 يوم، وبحد أقصى 500 لكل عرض.
method-history-total = يُظهر رسم آخر { $back } يوماً أفضل مجموع بين كل عروض الشيء نفسه، محسوباً بشروط التوصيل وأسعار الصرف اليوم.
method-before = أدنى سعر قبل التخفيض
method-before-reading = السعر السابق للتخفيض هو أدنى سعر في { $before } يوماً قبله، كما في المادة 6أ من التوجيه 98/6/EC.
method-before-known = إن عُرف أقل من { $known } من هذه الأيام لم نسمّ سعراً.
method-claims = تخفيضات مشكوك فيها
method-claims-claim = ننظر في التخفيضات التي يدّعيها البائع بذكر سعر قديم أعلى من السعر بنسبة 2٪ على الأقل.
method-claims-not-lower = مشكوك فيه: في { $before } يوماً سابقة لم يزد السعر على سعر الآن بأكثر من 2٪.
method-claims-overstated = مشكوك فيه: أدنى سعر في هذه الأيام كان أعلى من الآن، لكن بأقل من نصف التوفير المدّعى.
method-claims-raised-before = مشكوك فيه: سعر الآن هو أوسط سعر في { $back } يوماً سابقة، أي أنه رُفع قبل أن يُخفض. ويلزم لذلك { $points } يوماً معروفاً.
method-claims-standing = مشكوك فيه: يُذكر السعر القديم منذ أكثر من { $longest } يوماً، أو منذ عرفناه ولم يُطلب قط.
method-claims-unknown = حين يكون المعروف قليلاً نقول ذلك، فلا نتهم ولا نمدح.
method-advice = هل الوقت مناسب
method-advice-least = لا نقول شيئاً بأقل من { $points } يوماً معروفاً من آخر { $back }.
method-advice-low = منخفض: كان أرخص في عُشر الأيام المعروفة على الأكثر، وأقل من أوسطها بنسبة 5٪ أو أكثر.
method-advice-high = مرتفع: كان أرخص في نصف الأيام المعروفة أو أكثر، وأعلى من أوسطها بنسبة 5٪ أو أكثر.
method-advice-chance = نعدّ كم مرة انخفض مثل هذا السعر بعد قليل، ولا نذكره إلا إن حدث ثلاث مرات أو أكثر.
method-advice-never = لا نتنبأ بالأسعار.
method-deals = عروض حقيقية
method-deals-below = انخفض السعر خلال 30 يوماً، وهو أقل بنسبة 10٪ أو أكثر من أوسط { $points } يوماً معروفاً على الأقل، وأقل من كل ما كان في { $before } يوماً قبل انخفاضه.
method-deals-best = هو أفضل مجموع بين كل عروض الشيء نفسه.
method-deals-honest = لا يدّعي بائعه ما نشك فيه.
method-cost = التكلفة الحقيقية
method-cost-parts = المجموع سعر وتوصيل وضريبة مضافة وصرف وقسيمة ورسوم جمركية وضريبة استيراد. ولكل جزء مصدره وعمره ودرجة يقينه.
method-cost-border = ما يعبر حدوداً في طريقه إلى بلدك قد يكلف رسوماً وضريبة عند الوصول، إلا إن دفعها السوق. نقدّر الاثنين من الجدول أدناه.
method-cost-missing = ما لا يُعرف يُذكر أنه ناقص، ولا يُحسب صفراً أبداً.
method-cost-stale = عرض أقدم من يوم، وأسعار صرف أقدم من أربعة أيام، وجدول أقدم من سنة تُعلَّم بأنها قد تكون قديمة.
method-cost-order = تُرتب العروض بالتكلفة الحقيقية: ما عُرف كله أولاً ثم بالمجموع. ولا شيء غير ذلك.
method-borders = ما تكلفه الحدود
method-borders-lead = كما راجعناه آخر مرة في { $day }. الرسوم متوسط تعرفة البلد لغير الأغذية، وقد تختلف رسومك.
method-country = البلد
method-tax = ضريبة الاستيراد
method-duty = الرسوم الجمركية
method-free-up-to = { $tax }، ولا شيء حتى { $limit }
method-up-to = حتى { $limit }: { $each } لكل شيء؛ وفوق ذلك: { $above }

better-cost = وفّر { $amount }
better-parcels = الطرود: { $now } بدلاً من { $before }
better-arrival = كلها بحلول { $day } بدلاً من { $before }
better-same = الأشياء نفسها من أسواق أخرى.
better-total = يصبح المجموع { $amount }.
better-less = أي أقل بمقدار { $amount }.
better-more = أي أكثر بمقدار { $amount }.
better-there = تصل كلها بحلول { $day }.
better-exact = نظرنا في كل الطرق، ولا طريقة أفضل.
better-bound = الطرق أكثر من أن ننظر فيها كلها؛ ولا طريقة تكلف أقل من { $amount }.
better-to = إلى
better-do = رتّب سلتي
better-done = رُتبت سلتك من جديد.
better-undo = أعدها كما كانت
cart-until-least = أضف { $amount } هنا: لا يقبل هذا السوق طلباً أصغر.
cart-border-row = متوقع عند الحدود ويُدفع عند الوصول (تقدير)
cart-border-unknown = قد تُضاف رسوم أو ضريبة استيراد على بعض الطرود، ولا نعرف مقدارها.
