# إنشاء الحساب وتسجيل الدخول وما يتصل بهما.
account-nav = الحساب
account-sign-in-title = تسجيل الدخول
account-sign-in-lead = سلتك تأتي معك.
account-sign-in-button = تسجيل الدخول
account-sign-up-title = إنشاء حساب
account-sign-up-lead = طلباتك وعناوينك وسلتك، على جميع أجهزتك.
account-sign-up-button = إنشاء حساب
account-sign-up-new = جديد هنا؟
account-sign-up-known = لديك حساب من قبل؟
account-guest = يمكنك أيضًا الشراء دون حساب.
account-forgot = نسيتها؟
account-by-link = أرسلوا إليّ رابطًا بدلًا من ذلك
account-field-email = البريد الإلكتروني
account-field-username = اسم المستخدم (اختياري)
account-field-login = البريد الإلكتروني أو اسم المستخدم
account-field-password = كلمة المرور
account-field-new-password = كلمة المرور الجديدة
account-field-current-password = كلمة المرور الحالية
account-field-number = رقم الطلب
account-hint-username = أحرف لاتينية صغيرة وأرقام ونقاط وشرطات؛ يمكنك تسجيل الدخول به
account-hint-password = { $count ->
    [zero] { $count } حرف أو أكثر. بضع كلمات تكفي.
    [one] حرف واحد أو أكثر. بضع كلمات تكفي.
    [two] حرفان أو أكثر. بضع كلمات تكفي.
    [few] { $count } أحرف أو أكثر. بضع كلمات تكفي.
    [many] { $count } حرفًا أو أكثر. بضع كلمات تكفي.
   *[other] { $count } حرف أو أكثر. بضع كلمات تكفي.
}
account-show-password = الأفضل مدير كلمات مرور أو عدة كلمات لا صلة بينها؛ لا حاجة إلى رموز.
account-wrong-missing = املأ هذا الحقل من فضلك.
account-wrong-too-long = هذا طويل جدًا.
account-wrong-malformed = لا يبدو هذا صحيحًا.
account-wrong-malformed-email = ليس هذا عنوان بريد إلكتروني. يكون مثل name@example.org.
account-wrong-malformed-username = من 3 إلى 32 حرفًا لاتينيًا صغيرًا أو رقمًا أو نقطة أو شرطة، يبدأ وينتهي بحرف أو رقم.
account-wrong-malformed-number = يكون رقم الطلب مثل OC-7K3M-9Q2D.
account-wrong-too-short = { $count ->
    [zero] استخدم { $count } حرف على الأقل.
    [one] استخدم حرفًا واحدًا على الأقل.
    [two] استخدم حرفين على الأقل.
    [few] استخدم { $count } أحرف على الأقل.
    [many] استخدم { $count } حرفًا على الأقل.
   *[other] استخدم { $count } حرف على الأقل.
}
account-wrong-common = هذه الكلمة في قوائم كلمات المرور المسروقة. اختر غيرها من فضلك.
account-wrong-weak = يسهل تخمينها. أضف كلمة أو كلمتين لا صلة لهما بها.
account-wrong-needs-upper = أضف حرفًا كبيرًا.
account-wrong-needs-lower = أضف حرفًا صغيرًا.
account-wrong-needs-digit = أضف رقمًا.
account-wrong-needs-symbol = أضف رمزًا ليس حرفًا ولا رقمًا.
account-wrong-refused = ليس هذا صحيحًا.
account-wrong-refused-login = البريد أو اسم المستخدم أو كلمة المرور غير صحيح. إن سجّلت للتو فافتح أولًا الرابط في بريدك.
account-wrong-same = هذا ما لديك من قبل.
account-why-wait = { $count ->
    [zero] محاولات كثيرة. انتظر { $count } ثانية، أو اطلب رابطًا.
    [one] محاولات كثيرة. انتظر ثانية واحدة، أو اطلب رابطًا.
    [two] محاولات كثيرة. انتظر ثانيتين، أو اطلب رابطًا.
    [few] محاولات كثيرة. انتظر { $count } ثوانٍ، أو اطلب رابطًا.
    [many] محاولات كثيرة. انتظر { $count } ثانية، أو اطلب رابطًا.
   *[other] محاولات كثيرة. انتظر { $count } ثانية، أو اطلب رابطًا.
}
account-why-link = استُخدم هذا الرابط من قبل أو انتهت مدته. اطلب رابطًا جديدًا أدناه.
account-why-later = يسجّل كثيرون الدخول الآن، أو هناك بطء من جانبنا. حاول مجددًا بعد لحظات.
account-why-suspended = هذا الحساب موقوف. راسلنا إن كنت لا تعرف السبب.
account-why-taken = هذا الطلب تابع لحساب آخر.
account-sent-title = انظر في بريدك
account-sent-sign-up = إن كان العنوان صحيحًا فرسالة فيها رابط في طريقها إليك. يُفتح حسابك حين تتبعه خلال يوم. وحتى ذلك الحين يمكنك متابعة التسوق ضيفًا.
account-sent-magic = إن كان هناك حساب بهذا العنوان فرسالة فيها رابط في طريقها إليه. يعمل الرابط ربع ساعة.
account-sent-reset = إن كان هناك حساب بهذا العنوان فرسالة فيها رابط في طريقها إليه. يعمل الرابط ساعة.
account-sent-email = أرسلنا رابطًا إلى عنوانك القديم وآخر إلى الجديد. يتغير العنوان حين يُفتح الرابطان خلال يوم.
account-sent-order = إن كان هناك طلب كهذا فرسالة فيها رابطه في طريقها إلى العنوان الذي طُلب به.
account-sent-nothing = لم يصل شيء بعد دقائق؟ انظر في البريد غير المرغوب فيه، أو اطلب مجددًا.
account-sent-on = متابعة التسوق
account-verify-title = أكّد عنوانك
account-verify-lead = هل { $email } لك؟ عندها يُفتح حسابك وتُسجَّل دخولك.
account-verify-password = فتحت الرابط في متصفح غير الذي سجّلت منه. اكتب كلمة المرور التي اخترتها هناك.
account-verify-button = افتح حسابي
account-verify-again = التسجيل مجددًا
account-change-lead = هل توافق على أن يكون { $email } عنوان حسابك؟
account-change-button = نعم، أوافق
account-change-half = شكرًا. يتغير العنوان حين يُفتح رابط الرسالة الأخرى أيضًا.
account-change-whole = تم. لحسابك عنوانه الجديد.
account-magic-title = الدخول بالبريد
account-magic-lead = نرسل إليك رابطًا؛ افتحه هنا فتدخل دون كلمة مرور.
account-magic-send = أرسلوا إليّ رابطًا
account-magic-use = أنت على وشك الدخول باسم { $email }.
account-magic-button = تسجيل الدخول
account-reset-title = كلمة مرور جديدة
account-reset-lead = أخبرنا بعنوان حسابك. نرسل إليك رابطًا تضع به كلمة مرور جديدة.
account-reset-send = أرسلوا إليّ رابطًا
account-reset-use = كلمة المرور الجديدة لحساب { $email }. تنتهي جميع الجلسات، ويبقى العامل الثاني ويُطلب.
account-reset-button = احفظ كلمة المرور
account-again-title = أما زلت أنت؟
account-again-lead = قبل أن يتغير شيء مهم، أثبت من فضلك أنك أنت. سجّلت الدخول باسم { $email }.
account-again-button = متابعة
account-again-no-password = ليس لحسابك كلمة مرور. سجّل الدخول مجددًا برابط، أو كما دخلت أول مرة.
account-password-title = تغيير كلمة المرور
account-password-lead = تنتهي جميع جلساتك الأخرى، وتستمر هذه.
account-password-button = غيّر كلمة المرور
account-email-title = تغيير عنوانك
account-email-lead = عنوانك هو { $email }. نرسل إليه رابطًا وآخر إلى العنوان الجديد؛ ويجب فتح كليهما.
account-email-button = أرسل الرابطين
account-claim-text = طُلب هذا دون حساب. أضفه إلى حسابك لتراه على جميع أجهزتك.
account-claim-button = أضف إلى حسابي
account-claim-done = الطلب مع حسابك الآن.
account-claim-sign-in = سجّل الدخول لتضيف هذا الطلب إلى حسابك
account-find-title = البحث عن طلب
account-find-lead = اشتريت دون حساب أو من جهاز آخر؟ نرسل الرابط إلى العنوان الذي طُلب به.
account-find-button = أرسلوا إليّ الرابط
account-find-link = ابحث عن طلب دون حساب
account-done-password = تغيّرت كلمة مرورك. أُنهيت جميع الجلسات الأخرى.
proof-wait = { $count ->
    [zero] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر { $count } ثانية ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
    [one] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر ثانية واحدة ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
    [two] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر ثانيتين ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
    [few] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر { $count } ثوانٍ ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
    [many] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر { $count } ثانية ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
   *[other] وصلت نماذج كثيرة كهذا من شبكتك من دون الحساب القصير الذي تجريه المتصفحات لنا. انتظر { $count } ثانية ثم أرسله من جديد، أو اسمح بجافاسكربت لهذه الصفحة فلا تحتاج إلى الانتظار.
}
account-strength = قوة كلمة المرور
account-strength-2 = كافية مع عاملك الثاني.
account-strength-3 = قوية.
account-strength-4 = قوية جدًّا.
