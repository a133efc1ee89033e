# فريق العمل: الأشخاص والأدوار والدعوات والمفاتيح وسجل التدقيق.
staff-people = الأشخاص
staff-roles = الأدوار
staff-invitations = الدعوات
staff-audit = سجل التدقيق
staff-keys = المفاتيح
staff-marketplaces = الأسواق
staff-done = تم الحفظ.
staff-sign-in-hint = هل تعمل هنا؟
staff-sign-in = سجّل الدخول بحسابك
staff-factor-title = يلزم عامل ثانٍ
staff-factor-text = خلف المنضدة لا تكفي كلمة المرور وحدها. جهّز تطبيق مصادقة أو مفتاح مرور، أو سجّل الدخول من جديد بما لديك.
staff-factor-set-up = تجهيز عامل ثانٍ
staff-factor-again = تسجيل الدخول من جديد
staff-refused-too-much = هذا أكثر مما يحق لك أنت، أو يخص شخصًا يحق له أكثر منك.
staff-refused-last-owner = يجب أن يبقى للمتجر مالك. اجعل شخصًا آخر مالكًا أولًا.
staff-refused-oneself = لا أحد يفعل ذلك بحسابه.
staff-refused-no-role = لا يوجد دور كهذا.
staff-refused-role-in-use = لأحدهم هذا الدور أو هو مدعوّ إليه.
staff-refused-bad-word = من 2 إلى 32 من الحروف اللاتينية الصغيرة والأرقام والشرطات، وليس اسم دور مدمج.
staff-refused-bad-email = لا يبدو هذا عنوان بريد إلكتروني.
staff-refused-bad-name = أعطه اسمًا لا يزيد على 80 حرفًا.
staff-refused-bad-permissions = اختر صلاحية واحدة على الأقل.
staff-refused-no-invitation = استُعملت هذه الدعوة أو سُحبت أو قدمت. اطلب دعوة أخرى.
staff-refused-other-address = أُرسلت هذه الدعوة إلى عنوان آخر. سجّل الدخول بحساب ذلك العنوان.
staff-refused-unverified = أكّد عنوان بريدك الإلكتروني أولًا.
staff-refused-owner-exists = للمتجر مالك بالفعل يستطيع دعوة آخرين.
staff-search = الاسم أو البريد الإلكتروني
staff-role = الدور
staff-any-role = كل الأدوار
staff-find = بحث
staff-nobody = لم يُعثر على أحد.
staff-joined = عضو منذ
staff-last-login = آخر دخول
staff-never = أبدًا
staff-suspended = مغلق
staff-unverified = العنوان غير مؤكد
staff-username = اسم المستخدم
staff-email = البريد الإلكتروني
staff-orders = الطلبات
staff-orders-none = لا طلبات بعد.
staff-log-name = الاسم في سجل التدقيق
staff-assign = إعطاء هذا الدور
staff-assign-hint = على صاحب الحساب تسجيل الدخول من جديد.
staff-suspend = إغلاق هذا الحساب
staff-suspend-hint = لا يستطيع أحد الدخول إلى حساب مغلق، وتنتهي كل جلساته فورًا. وتستمر الطلبات.
staff-reopen = إعادة فتح هذا الحساب
staff-act = عرض المتجر كما يراه هذا العميل
staff-act-hint = لنصف ساعة على الأكثر. يمكنك ملء السلة دون الدفع. يُسجَّل ما تفعله، ويرى العميل أنك كنت هنا، ثم تسجّل الدخول من جديد.
staff-acting-label = في مكان عميل
staff-acting-as = أنت ترى المتجر بصفتك
staff-acting-text = يُسجَّل ما تفعله هنا. الدفع وتغيير الحساب مغلقان.
staff-acting-stop = خروج
staff-role-customer = زبون
staff-role-seller = بائع
staff-role-support = الدعم
staff-role-catalogue = الفهرس
staff-role-finance = المالية
staff-role-manager = مدير
staff-role-owner = مالك
staff-may-overview-see = رؤية النظرة العامة
staff-may-orders-see = الاطلاع على أي طلب
staff-may-refunds-give = رد المال
staff-may-books-see = رؤية الدفاتر
staff-may-books-compare = طلب مقارنة الدفاتر
staff-may-alerts-see = رؤية التنبيهات
staff-may-alerts-settle = تسوية التنبيهات
staff-may-jobs-see = رؤية المهام
staff-may-jobs-replay = إعادة المهام
staff-may-people-see = البحث عن الأشخاص
staff-may-people-suspend = إغلاق الحسابات وفتحها
staff-may-people-act-as = رؤية المتجر كما يراه الزبون
staff-may-staff-invite = دعوة أشخاص للعمل هنا
staff-may-roles-assign = تحديد أدوار الأشخاص
staff-may-roles-shape = إنشاء الأدوار وتغييرها
staff-may-audit-see = قراءة سجل التدقيق
staff-may-api-keys-keep = إنشاء مفاتيح البرامج وسحبها
staff-may-marketplaces-keep = تعيين مفاتيح الأسواق
staff-may-catalogue-keep = تغيير سلع المتجر
staff-may-coupons-keep = إدارة القسائم والعروض ومجموعات الزبائن
staff-may-goods-sell = بيع سلعهم
staff-may-reviews-moderate = البت في المراجعات
staff-may-reviews-answer = الرد على المتسوقين ورؤية التقييمات
staff-may-nothing = لا شيء خلف المنضدة
staff-role-people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
staff-role-new = دور جديد
staff-role-change = تغيير هذا الدور
staff-role-word = الكلمة
staff-role-word-hint = حروف لاتينية صغيرة وأرقام وشرطات، مثل night-shift.
staff-role-name = الاسم
staff-permissions = يحق له
staff-role-save = حفظ الدور
staff-role-remove = حذف الدور
staff-invite = دعوة شخص
staff-invite-send = إرسال الدعوة
staff-invitations-none = لم يُدعَ أحد بعد.
staff-invitation-open = مفتوحة
staff-invitation-accepted = مقبولة
staff-invitation-withdrawn = مسحوبة
staff-invitation-expired = قديمة
staff-invitation-until = حتى
staff-withdraw = سحب
staff-first-owner = المالك الأول
staff-first-owner-text = ليس لهذا المتجر مالك بعد. ادعُ نفسك: تقود الرسالة إلى حساب يحق له كل شيء متى كان له عامل ثانٍ.
staff-first-owner-sent = الدعوة في طريقها.
staff-audit-number = السطر
staff-audit-when = متى
staff-audit-who = من
staff-audit-what = ماذا
staff-audit-subject = على ماذا
staff-audit-change = قبل وبعد
staff-audit-since = منذ يوم
staff-audit-until = حتى يوم
staff-audit-filter = تصفية
staff-audit-none = لم يُسجَّل شيء.
staff-audit-older = أقدم
staff-audit-check = فحص السجل كله
staff-audit-whole = { $count ->
    [zero] السجل سليم: لا أسطر.
    [one] السجل سليم: سطر واحد.
    [two] السجل سليم: سطران.
    [few] السجل سليم: { $count } أسطر.
    [many] السجل سليم: { $count } سطرًا.
   *[other] السجل سليم: { $count } سطر.
}
staff-audit-broken = { $count ->
    [zero] السجل غير سليم.
    [one] السجل غير سليم: خلل واحد. الأمر «server audit verify» يسميه.
    [two] السجل غير سليم: خللان. الأمر «server audit verify» يسميهما.
    [few] السجل غير سليم: { $count } مواضع خلل. الأمر «server audit verify» يسميها.
    [many] السجل غير سليم: { $count } موضع خلل. الأمر «server audit verify» يسميها.
   *[other] السجل غير سليم: { $count } موضع خلل. الأمر «server audit verify» يسميها.
}
staff-keys-text = يتيح المفتاح لبرنامج أن يقرأ ما تختاره من دون شخص. يظهر سره مرة واحدة.
staff-keys-none = لا مفاتيح.
staff-key-new = مفتاح جديد
staff-key-name = الغرض منه
staff-key-days = الأيام حتى انتهائه
staff-key-make = إنشاء مفتاح
staff-key-secret = هذا سر المفتاح. انسخه الآن: لن يراه أحد ثانية.
staff-key-rotate = استبدال السر
staff-key-ends = ينتهي
staff-key-ended = منتهٍ
staff-key-used = آخر استعمال
staff-key-unused = لم يُستعمل
staff-key-former = السر السابق صالح حتى
staff-marketplaces-text = تُحفظ المفاتيح مختومة ولا تظهر لأحد ثانية. يسري المفتاح الجديد من التشغيل التالي للمتجر.
staff-marketplace-kept = المفتاح محفوظ
staff-marketplace-none = لا مفتاح
staff-marketplace-key = مفتاح جديد لـ { $name }
staff-marketplace-save = حفظ المفتاح
staff-marketplace-remove = حذف المفتاح
staff-join-title = أنت مدعو
staff-join-text = أنت مدعو للعمل في Onecart بدور { $role }. أُرسلت الدعوة إلى { $email }.
staff-join-accept = القبول وتسجيل الدخول من جديد
staff-join-sign-in = تسجيل الدخول للقبول
staff-join-sign-up = إنشاء حساب
staff-join-with = سجّل الدخول أو أنشئ حسابًا بذلك العنوان، ثم عد إلى هنا.
staff-join-gone = هذه الدعوة لم تعد صالحة
