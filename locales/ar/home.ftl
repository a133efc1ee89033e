# ما يُقترح، والصفوف بجانب الأشياء، وصفحة السوق، وبلاغات التقليد.

foryou-title = لك
foryou-lead = مما نظرت إليه وبحثت عنه واشتريته هنا
foryou-choices = غيّر أو اسحب
foryou-why = لماذا هذا
foryou-why-one = لماذا هذا: { $title }
foryou-because-view = لأنك نظرت إلى
foryou-because-add = لأنك وضعت في سلتك
foryou-because-buy = لأنك اشتريت
foryou-because-search = لأنك بحثت عن
foryou-because-wanted = لأن كثيرين يريدونه الآن. لم يقد إليه شيء فعلته.
foryou-forget = انسَ هذا
foryou-forget-one = انسَ هذا: { $title }
foryou-forgotten = نُسي. لم يعد له أثر فيما تراه هنا.

rows-together = تُشترى معاً
rows-together-why = ممن وضعوا الاثنين في سلتهم
rows-goes-with = يناسبه
rows-goes-with-why = أشياء محبوبة من فئات تلائمه
rows-step-up = درجة أعلى
rows-step-up-why = أغلى وأفضل تقييماً في الفئة نفسها
rows-similar = أشياء مشابهة
rows-similar-why = بالعنوان والصانع والتفاصيل
rows-also-looked = نظروا أيضاً إلى
rows-also-looked-why = من ثلاثة أشخاص على الأقل نظروا إلى هذا

store-rating-of = كما يقيّمه متسوقوه؛ ولا أثر له فيما يلي
store-off-text = لا يمكن شراء شيء هنا الآن.
store-blocked = محظور
store-blocked-text = بعد بلاغات، لا يُباع شيء من هذا السوق هنا.
store-hidden = أنت تخفي هذا السوق
store-hidden-text = بضائعه غائبة عن بحثك. يمكن لتفضيلاتك أن تغيّر ذلك.
store-trust = هل يفي بوعده؟
store-quoted = أخذ الطلب بالسعر المعروض
store-delivered = وصل في اليوم الموعود
store-refunded = عاد المال في وقته
store-together = كل الوعود معاً
store-share = { $share }٪
store-kept = { $kept } من { $of }
store-not-enough = لم نرَ ما يكفي بعد
store-seen = { $count ->
    [zero] لم نرَ شيئاً بعد
    [one] رأيناه مرة
    [two] رأيناه مرتين
    [few] رأيناه { $count } مرات
    [many] رأيناه { $count } مرة
   *[other] رأيناه { $count } مرة
}
store-refund-hours = { $count ->
    [zero] نصف المبالغ المعادة استغرق أقل من ساعة.
    [one] نصف المبالغ المعادة استغرق ساعة على الأكثر.
    [two] نصف المبالغ المعادة استغرق ساعتين على الأكثر.
    [few] نصف المبالغ المعادة استغرق { $count } ساعات على الأكثر.
    [many] نصف المبالغ المعادة استغرق { $count } ساعة على الأكثر.
   *[other] نصف المبالغ المعادة استغرق { $count } ساعة على الأكثر.
}
store-refund-days = { $count ->
    [zero] نصف المبالغ المعادة استغرق أقل من يوم.
    [one] نصف المبالغ المعادة استغرق يوماً على الأكثر.
    [two] نصف المبالغ المعادة استغرق يومين على الأكثر.
    [few] نصف المبالغ المعادة استغرق { $count } أيام على الأكثر.
    [many] نصف المبالغ المعادة استغرق { $count } يوماً على الأكثر.
   *[other] نصف المبالغ المعادة استغرق { $count } يوم على الأكثر.
}
store-trust-how = محسوب من الطلبات التي تمت هنا في السنة الأخيرة: السعر المعروض مقابل السعر المدفوع، واليوم الموعود مقابل يوم الوصول، وإعادة المال خلال { $days } يوماً. دون { $least } ملاحظات لا تُذكر نسبة. لا تستطيع المراجعات والتقييمات تحريك هذه الأرقام.
store-terms = الشروط
store-tax = الضريبة
store-tax-included = { $percent }٪ ضمن أسعاره
store-tax-added = { $percent }٪ فوق أسعاره
store-goods = ما يبيعه
store-search = ابحث وصفِّ
store-none = لا نعرف شيئاً يبيعه الآن.
store-report = بلّغ عن هذا السوق

report-this = بلّغ عن تقليد
report-title = بلّغ عن منتج
report-title-store = بلّغ عن سوق
report-lead = قل لنا ما الخطأ. يقرأ كل بلاغ شخص. لا تحتاج إلى حساب لذلك.
report-reason = ما الخطأ؟
report-reason-fake = يحمل اسماً ليس اسم صانعه
report-reason-dangerous = إنه خطير
report-reason-misdescribed = ليس كما وُصف
report-reason-forbidden = لا يجوز بيعه أصلاً
report-reason-other = شيء آخر كما أصفه
report-words = بكلماتك
report-kept = يُحفظ ما تكتبه سنة، ولا يقرؤه إلا من يعالجه.
report-send = أرسل البلاغ
report-sent = شكراً. سينظر فيه شخص.
report-back = رجوع
field-malformed-report-reason = اختر واحداً من هذه

reports-page = البلاغات
reports-title = بلاغات التقليد
reports-text = ما هو محظور لا يظهر في أي قائمة ولا يُشترى؛ وتقول صفحته إنه نفد.
reports-none = لا بلاغ ينتظر.
reports-settled = بلاغات نُظر فيها
reports-settled-at = نُظر فيه
reports-settle = نُظر فيه
reports-block = احظر هذا
reports-block-store = احظر السوق
reports-unblock = اسمح ببيعه من جديد
reports-blocked = المحظور
reports-blocked-since = محظور منذ
reports-is-blocked = محظور
reports-whole-store = السوق كله
staff-may-goods-block = قراءة بلاغات التقليد وحظر البضائع
