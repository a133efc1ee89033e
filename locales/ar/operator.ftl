# خلف المنضدة: ما يقرأه المشغّل.
operator-pages = صفحات المشغّل
operator-sign-out = تسجيل الخروج
operator-sign-in = خلف المنضدة
operator-key = مفتاح المشغّل
operator-key-where = هذه الصفحات لمن يدير المتجر. المفتاح في الإعدادات، أو في الملف الذي يذكره المتجر عند تشغيله.
operator-key-wrong = هذا المفتاح غير صحيح.
operator-open = فتح
operator-overview = نظرة عامة
operator-alerts = التنبيهات
operator-books = المطابقة
operator-ledger = دفتر الأستاذ
operator-jobs = المهام
operator-alerts-open = تنبيهات مفتوحة
operator-people = طلبات تحتاج إلى شخص
operator-never = ليس بعد
operator-balances = متوازن
operator-balances-not = الدفاتر غير متوازنة
operator-balances-why = المدين يساوي الدائن في كل عملة وفي كل قيد.
operator-jobs-waiting = مهام منتظرة
operator-jobs-dead = مهام متروكة
operator-invariants = ما يجب أن يصح دائماً
operator-invariants-hold = كل ما يجب أن يصح في الدفاتر صحيح.
operator-invariants-broken = هذا لا يصح:
operator-well = كل شيء على ما يرام
operator-unwell = يحتاج إلى نظر
operator-alerts-none = لا شيء يستدعي أحداً.
operator-alerts-settled = سُوّيت من قبل
operator-settled = سُوّي
operator-settle = وضع علامة «سُوّي»
operator-running = المطابقة جارية؛ عد بعد لحظة.
operator-findings-none = دفاترنا ودفاترهم متفقة.
operator-compare = طابق الآن
operator-findings = الفروق
operator-unanswered = لا جواب من { $names }؛ تُطابق في المرة القادمة.
operator-state-raised = يحتاج إلى شخص
operator-state-repaired = أُصلح
operator-state-settled = سُوّي
operator-replay-all = أعد محاولة الكل
operator-replay = أعد المحاولة
operator-jobs-none-dead = لم تُترك أي مهمة.
operator-jobs-none = لا مهمة تنتظر.
operator-job-mail = بريد
operator-job-given-up = تُركت
operator-job-next = المحاولة التالية
operator-currency = العملة
operator-debit = مدين
operator-credit = دائن
operator-account = الحساب
operator-balance = الرصيد
operator-trial = ميزان المراجعة
operator-accounts = الحسابات
operator-ledger-none = لا قيود بعد.
operator-when = متى
operator-why = السبب
operator-order = الطلب
operator-amount = المبلغ
operator-account-payable = مستحق لـ{ $name }
operator-account-wallet = المحفظة { $id }
operator-account-held = محجوز من المحفظة { $id }
operator-account-gateway = لدى بوابة الدفع
operator-account-shoppers = مستحق على المتسوقين
operator-account-exchange = الصرف
operator-account-losses = الخسائر
operator-account-refunds = المبالغ المستردة
operator-ours = دفاترنا:
operator-theirs = دفاترهم:
operator-kind-charge-without-order = مال بلا طلب
operator-kind-order-without-charge = طلب بلا ماله
operator-kind-wrong-amount = مبلغ مختلف
operator-kind-duplicate-charge = دُفع مرتين
operator-kind-payment-unheard = دفعة لم يخبرنا بها أحد
operator-kind-capture-missing = سحب غائب عن دفاترنا
operator-kind-hold-left-over = حجز باقٍ
operator-kind-refund-mismatch = المستردات مختلفة
operator-kind-top-up-missing = شحن لا تملكه أي محفظة
operator-kind-order-thought-refused = طلب عندهم نحسبه مرفوضاً
operator-kind-order-missing = طلب غائب عند متجره
operator-kind-duplicate-order = طلبان لجزء واحد
operator-kind-stuck-order = طلب لا عمل ينتظره
operator-kind-nobody-called = طلب لم يُستدع له أحد
operator-stuck-PartInDoubt = لا أحد يعلم هل وصل الطلب إلى المتجر
operator-stuck-CancelRefused = متجر لا يلغي
operator-stuck-Payment = بوابة الدفع لا تفعل ما عليها
operator-stuck-WrongAmount = دُفع مبلغ غير المطلوب
operator-stuck-Surplus = تعذر رد دفعة ثانية
operator-stuck-Refund = تعذر رد المبلغ
operator-standing-unknown = لا طلب كهذا
operator-standing-awaited = منتظر
operator-standing-abandoned = متروك
operator-standing-authorised = مأذون
operator-standing-capturing = قيد السحب
operator-standing-captured = مسحوب
operator-standing-releasing = قيد التحرير
operator-standing-released = محرَّر
operator-standing-returning = قيد الرد
operator-standing-returned = مردود
operator-standing-refunded = مسترد
operator-standing-paid-otherwise = مدفوع بدفعة أخرى
operator-standing-open = غير مدفوع
operator-standing-held = محجوز
operator-standing-free = حر
operator-standing-missing = غير موجود
operator-standing-placed = مقدَّم
operator-standing-refused = مرفوض
operator-standing-cancelled = ملغى
operator-standing-placing = قيد التقديم
operator-standing-undoing = قيد التراجع
operator-standing-settling = قيد التسوية
operator-standing-no-work = لا عمل ينتظر
operator-standing-no-alert = لا تنبيه
operator-reason-part-placed = قُدّم جزء
operator-reason-part-cancelled = أُلغي جزء
operator-reason-part-stranded = جزء عالق
operator-reason-part-withdrawn = سُحب جزء
operator-reason-captured = سُحب المبلغ
operator-reason-held = حُجز
operator-reason-released = حُرّر
operator-reason-refunded = استُرد
operator-reason-second-payment = دفعة ثانية
operator-reason-second-payment-returned = رُدّت الدفعة الثانية
operator-reason-topped-up = شُحن
operator-rows = { $count ->
    [one] صف
    [two] صفان
    [few] { $count } صفوف
    [many] { $count } صفاً
   *[other] { $count } صف
}
operator-payments = { $count ->
    [one] دفعة
    [two] دفعتان
    [few] { $count } دفعات
    [many] { $count } دفعة
   *[other] { $count } دفعة
}
operator-orders = { $count ->
    [one] طلب
    [two] طلبان
    [few] { $count } طلبات
    [many] { $count } طلباً
   *[other] { $count } طلب
}
operator-parts = { $count ->
    [one] جزء
    [two] جزءان
    [few] { $count } أجزاء
    [many] { $count } جزءاً
   *[other] { $count } جزء
}
operator-times = { $count ->
    [one] مرة واحدة
    [two] مرتان
    [few] { $count } مرات
    [many] { $count } مرة
   *[other] { $count } مرة
}
operator-job-tries = { $count ->
    [one] محاولة واحدة
    [two] محاولتان
    [few] { $count } محاولات
    [many] { $count } محاولة
   *[other] { $count } محاولة
}
operator-account-promotions = القسائم، على حسابنا
operator-account-fees = رسوم بوابة الدفع
operator-account-withheld = ما احتفظت به بوابة الدفع
promotions-title = العروض
promotions-text = ما يخصمه المتجر من السلال من تلقاء نفسه. يتحمل المتجر كلفته، ويُدفع للمتاجر كاملاً.
promotions-none = لا خصم الآن.
promotions-new = ابدأ عرضاً
promotions-ended = انتهت
promotions-end = أنهِه
promotions-name = الاسم الذي يقرؤه المتسوقون
promotions-kind = ما يفعله
promotions-kind-percent = نسبة من ثمن البضائع
promotions-kind-amount = مبلغ من ثمن البضائع
promotions-kind-delivery = توصيل مجاني
promotions-size = المقدار (نسبة مئوية، أو مبلغ باليورو)
promotions-seller = على بضائع
promotions-anyone = الجميع
promotions-house = متجرنا
promotions-least = فقط ابتداءً من هذا المبلغ (باليورو، اختياري)
promotions-from = اليوم الأول (فارغ: فوراً)
promotions-until = اليوم الأخير (فارغ: حتى إنهائه)
promotions-begin = ابدأ
promotions-percent-off = خصم { $percent }٪ من البضائع
promotions-amount-off = خصم { $amount } من البضائع
promotions-from-amount = ابتداءً من { $amount }
promotions-always = حتى إنهائه
promotions-since = من { $day }
promotions-between = من { $from } إلى { $until }
promotions-ended-on = انتهى في { $day }
promotions-wrong-name = أعطه اسماً لا يزيد على 120 حرفاً.
promotions-wrong-size = نسبة صحيحة من 1 إلى 100، أو مبلغ أكبر من الصفر.
promotions-wrong-least = مبلغ أكبر من الصفر، مثل 50.
promotions-wrong-from = هذا ليس يوماً.
promotions-wrong-until = لا يكون اليوم الأخير قد مضى ولا قبل الأول.
promotions-wrong-count = عدد العروض بلغ حده. أنهِ أحدها أولاً.
promotions-last = حتى { $day }
promotions-group = لمن
promotions-everybody = للجميع
promotions-for-group = فقط لـ { $group }
promotions-group-gone = مجموعة أزيلت
promotions-wrong-group = لم تعد هذه المجموعة موجودة.
groups-title = مجموعات الزبائن
groups-text = يمكن أن يكون العرض لمجموعة وحدها، فيكون لأعضائها أسعارهم. لا يُعد عضواً إلا من سجّل دخوله.
groups-none = لا مجموعة بعد.
groups-new = أنشئ مجموعة
groups-name = الاسم (لا يراه الزبائن)
groups-make = أنشئها
groups-change = غيّر هذه المجموعة
groups-rename = احفظ الاسم
groups-remove = أزل هذه المجموعة
groups-promotions = عروض لها: { $names }
groups-members = { $count ->
    [zero] لا أعضاء
    [one] عضو واحد
    [two] عضوان
    [few] { $count } أعضاء
    [many] { $count } عضواً
   *[other] { $count } عضو
}
groups-nobody = لا أحد يظهر هنا.
groups-all = كل المجموعات
groups-who = بريد الزبون أو اسم المستخدم
groups-add = أضف
groups-take-out = أخرجه
groups-since = فيها منذ { $day }
groups-wrong-name = أعطها اسماً لا يزيد على 60 حرفاً.
groups-wrong-name-taken = لمجموعة أخرى هذا الاسم.
groups-wrong-full = عدد المجموعات بلغ حده. أزل إحداها أولاً.
groups-wrong-in-use = عرض لم ينتهِ مخصص لهذه المجموعة. أنهِه ثم تمكن إزالة المجموعة.
groups-wrong-gone = لم تعد هذه المجموعة موجودة.
groups-wrong-nobody = لا حساب بهذا البريد أو الاسم.
groups-wrong-already = هو في هذه المجموعة بالفعل.
groups-wrong-too-many = هو في أكبر عدد من المجموعات الممكنة.
