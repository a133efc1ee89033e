# ما يُحفظ ليوم آخر: القوائم والمقارنة وما شوهد والبحث والتنبيهات.
keeping-lists = قوائمك
keeping-else = ما تحفظه أيضاً
keeping-guest = محفوظ في هذا المتصفح. سجّل الدخول لتكون قوائمك معك أينما كنت، ولا يضيع منها شيء.
keeping-things = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجاً
   *[other] { $count } منتج
}
keeping-wanted = { $count ->
    [zero] المطلوب { $count }
    [one] المطلوب { $count }
    [two] المطلوب { $count }
    [few] المطلوب { $count }
    [many] المطلوب { $count }
   *[other] المطلوب { $count }
}
keeping-list-empty = لا شيء في هذه القائمة بعد.
keeping-new-list = قائمة جديدة
keeping-new-list-do = أنشئ القائمة
keeping-manage = غيّر الاسم أو احذف
keeping-delete = احذف هذه القائمة
keeping-delete-what = يذهب معها كل ما فيها.
field-list_name = اسم القائمة الجديدة
field-new_name = اسم هذه القائمة
field-malformed-list_name = استعمل حروفاً أخرى
field-malformed-new_name = استعمل حروفاً أخرى
keeping-private = أنت وحدك ترى هذه القائمة.
keeping-share = شاركها برابط
keeping-shared = من لديه هذا الرابط يستطيع رؤية القائمة، ولا يرى لمن هي.
keeping-link = رابط هذه القائمة
keeping-see-shared = انظر إليها كما يرونها
keeping-unshare = أوقف المشاركة
keeping-shared-list = قائمة أمنيات
keeping-shared-lead = شارك أحدهم هذه القائمة معك. الأسعار والمخزون كما عرفناها آخر مرة.
keeping-to-cart = انقل إلى السلة
keeping-to-cart-this = انقل إلى السلة: { $title }
keeping-add-this = أضف إلى السلة: { $title }
keeping-tell-me = نبّهني
keeping-change-this = غيّر { $title }
keeping-on-list = في القائمة
keeping-how-many = كم
keeping-note = ملاحظة
keeping-compare = قارن
keeping-compare-do = قارن
keeping-compare-this = قارن { $title }
keeping-compare-lead = حتى { $most } منتجات جنباً إلى جنب. ما يميّز بينها معلَّم.
keeping-compare-none = لا شيء للمقارنة بعد. في صفحة المنتج وبطاقته زر يضعه هنا.
keeping-compare-full = أربعة منتجات هي الحد. أخرج واحداً لتضيف غيره.
keeping-compare-gone = أحد هذه المنتجات لم يعد معروفاً فتُرك.
keeping-compare-differences = { $count ->
    [0] لا تختلف في شيء نعرفه.
    [zero] لا تختلف في شيء نعرفه.
    [one] تختلف في صف واحد.
    [two] تختلف في صفين.
    [few] تختلف في { $count } صفوف.
    [many] تختلف في { $count } صفاً.
   *[other] تختلف في { $count } صف.
}
keeping-compare-only = اعرض المختلف فقط
keeping-compare-all = اعرض كل شيء
keeping-compare-table = مقارنة، تتحرك جانبياً
keeping-compare-clear = أخرج الكل
keeping-compare-remove = إزالة من المقارنة: { $title }
keeping-compare-chosen = { $count ->
    [zero] لا منتجات للمقارنة
    [one] قارن منتجاً واحداً
    [two] قارن منتجين
    [few] قارن { $count } منتجات
    [many] قارن { $count } منتجاً
   *[other] قارن { $count } منتج
}
keeping-differs = يختلف
keeping-not-told = غير مذكور
keeping-row-total = المجموع مع التوصيل والضريبة
keeping-row-price = السعر
keeping-row-marketplace = المتجر
keeping-row-stock = المخزون
keeping-row-delivery = التوصيل
keeping-row-returns = الإرجاع
keeping-row-rating = التقييم
keeping-row-brand = العلامة
keeping-row-category = الفئة
keeping-recent = شوهد مؤخراً
keeping-recent-lead = أنت وحدك ترى هذا. نسيان منتج هنا ينسى أنك نظرت إليه.
keeping-recent-none = لم تنظر إلى شيء بعد.
keeping-recent-off = ما تنظر إليه لا يُحفظ، لأنك لم توافق على ذلك. ولا شيء محفوظ في هذا المتصفح أيضاً.
keeping-recent-forget = إزالة مما نظرت إليه: { $title }
keeping-aside = محفوظ لوقت لاحق
keeping-aside-lead = لا يدخل في المجموع.
keeping-aside-forget = إزالة مما حُفظ لوقت لاحق: { $title }
keeping-searches = عمليات بحث محفوظة
keeping-searches-lead = نبحث من جديد كل ساعة ونعدّ الجديد.
keeping-searches-none = لا بحث محفوظاً بعد. في صفحة النتائج زر يحفظه.
keeping-searches-new = { $count ->
    [zero] لا جديد
    [one] { $count } جديد
    [two] { $count } جديدان
    [few] { $count } جديدة
    [many] { $count } جديداً
   *[other] { $count } جديد
}
keeping-searches-past = ما بحثت عنه
keeping-search-save = احفظ هذا البحث
keeping-search-from = من { $amount }
keeping-search-to = حتى { $amount }
keeping-alerts = التنبيهات
keeping-alerts-lead = ما نخبرك به بالبريد، مرة لكل تغيير.
keeping-alerts-none = لا تنبيهات. في صفحة المنتج زر ينشئ واحداً.
keeping-alert-sent = أرسلنا إليك رسالة. يسري التنبيه حين تؤكد فيها أن العنوان لك.
keeping-alert-mails-off = رسائل المنتجات المحفوظة متوقفة، فترى التغييرات هنا فقط.
keeping-alert-unconfirmed = ينتظر رسالتك
keeping-alert-until = حتى { $day }
keeping-alert-of-stock = حين يمكن شراؤه من جديد
keeping-alert-of-price = حين يكون بأقل من { $amount }
keeping-alert-of-target = حين يكون بـ{ $amount } أو أقل
keeping-alert-stop = أنهِ التنبيه
keeping-alert-stop-this = أنهِ التنبيه عن { $title }
keeping-alert-stop-do = أنهِه
keeping-alert-stopped = انتهى التنبيه. لن تأتي منه رسائل.
keeping-alert-confirm = أكّد تنبيهك
keeping-alert-confirm-do = نعم، نبّهني
keeping-alert-confirmed = تم التأكيد. نكتب إليك عند التغيير، مرة لكل تغيير.
keeping-alert-over = لم يعد هذا الرابط يعمل: انتهى التنبيه.
keeping-alert-new = نبّهني
keeping-alert-now = هو الآن بـ{ $amount } مع التوصيل والضريبة.
keeping-alert-now-out = نفد. كان آخر مرة بـ{ $amount } مع التوصيل والضريبة.
keeping-alert-when = نبّهني حين
keeping-alert-price = يصير أرخص
keeping-alert-stock = يمكن شراؤه من جديد
field-target = بهذا المجموع أو أقل
field-malformed-target = مبلغ مثل 12.50
keeping-alert-target-hint = مع التوصيل والضريبة، بعملة { $currency }. إن تُرك فارغاً فكل ما هو أرخص بوضوح يُحسب.
keeping-alert-guest = نسأل هناك أولاً إن كان العنوان لك. مع حساب لا حاجة إلى عنوان.
keeping-alert-set = أنشئ التنبيه
keeping-alert-what = يعيش 90 يوماً ويرسل رسالة لكل تغيير. في كل رسالة رابط ينهيه.
keeping-tell-cheaper = نبّهني حين يصير أرخص
keeping-tell-back = نبّهني حين يعود
choices-cookie-compare = المقارنة
choices-cookie-compare-why = أي المنتجات تقارن. يوضع حين تختار واحداً، ولا يُحفظ في مكان آخر.
