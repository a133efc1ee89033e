# أمان الحساب: أين سجّل صاحبه الدخول، والخطوة الثانية، وطرق الدخول الأخرى.
security-lead = أين سجّلت الدخول، وما يلزم لتسجيل الدخول.
security-password = كلمة المرور
security-password-change = تغيير كلمة المرور
security-done-app = سنطلب رموزك من الآن فصاعدًا.
security-done-app-removed = لم تعد الرموز مطلوبة.
security-done-passkey = أُضيف مفتاح المرور.
security-done-passkey-renamed = صار لمفتاح المرور اسمه الجديد.
security-done-passkey-removed = أُزيل مفتاح المرور.
security-done-linked = يمكنك تسجيل الدخول بهذه الطريقة من الآن فصاعدًا.
security-done-unlinked = لم يعد بإمكانك تسجيل الدخول بهذه الطريقة.
security-done-phone = تم تأكيد رقمك.
security-done-phone-removed = أُزيل رقمك.
security-done-session = أُنهيت تلك الجلسة.
security-done-sessions = سُجّل خروجك من كل مكان آخر.
security-factor = الخطوة الثانية
security-factor-lead = بعد كلمة المرور نطلب رمزًا من تطبيق على هاتفك. من يعرف كلمة مرورك لا يستطيع الدخول بها وحدها.
security-factor-on = مفعّلة منذ { $day }
security-factor-off = غير مفعّلة
security-factor-set-up = إعداد تطبيق
security-factor-remove = إيقاف
security-factor-short-password = كلمة مرورك أقصر من أن تكفي وحدها. غيّرها أولًا إلى أطول.
security-backup = رموز الاحتياط
security-backup-left = { $count ->
    [zero] لم يبق أي رمز احتياط.
    [one] بقي رمز احتياط واحد.
    [two] بقي رمزا احتياط.
    [few] بقيت { $count } رموز احتياط.
    [many] بقي { $count } رمز احتياط.
   *[other] بقي { $count } رمز احتياط.
}
security-backup-renew = إنشاء رموز جديدة
security-app-title = إعداد تطبيق للرموز
security-app-scan = امسح هذا بتطبيق للرموز المؤقتة على هاتفك.
security-app-picture = رمز QR فيه السر الخاص بتطبيقك
security-app-type = أو اكتب هذا في التطبيق:
security-app-code = الرمز الذي يعرضه التطبيق
security-app-confirm = تفعيل
security-app-back = العودة إلى الأمان
security-codes-title = رموز الاحتياط الخاصة بك
security-codes-lead = يعمل كل رمز مرة واحدة عندما لا يكون هاتفك معك. احفظها حيث لا يجدها غيرك، فلن تُعرض مرة أخرى.
security-codes-gone = عُرضت هذه الرموز من قبل. إن لم تحفظها فأنشئ رموزًا جديدة.
security-codes-kept = لقد حفظتها
security-passkeys = مفاتيح المرور
security-passkeys-lead = سجّل الدخول بإصبعك أو وجهك أو رمز جهازك، بلا كلمة مرور.
security-passkeys-none = ليس لديك مفاتيح مرور بعد.
security-passkeys-off = عنوان هذا المتجر لا يسمح بمفاتيح المرور.
security-passkeys-elsewhere = في متجر التجربة هذا تعمل مفاتيح المرور على { $address }.
security-passkeys-scripts = تحتاج مفاتيح المرور إلى جافاسكربت.
security-passkey-name = الاسم
security-passkey-named = اسم { $name }
security-passkey-hint = مثل «هاتفي»
security-passkey-add = إضافة مفتاح مرور
security-passkey-rename = تغيير الاسم
security-passkey-remove = إزالة
security-passkey-remove-named = إزالة { $name }
security-passkey-failed = لم ينشئ جهازك مفتاح مرور. حاول مرة أخرى.
security-passkey-refused = لم يفتح مفتاح المرور هذا أي حساب. حاول مرة أخرى أو ادخل بطريقة أخرى.
security-passkey-sign-in = الدخول بمفتاح مرور
security-used = آخر استخدام: { $when }
security-added = أُضيف: { $when }
security-providers = حسابات أخرى
security-providers-lead = سجّل الدخول بحساب لك في مكان آخر.
security-provider-link = ربط { $provider }
security-provider-unlink = فك ربط { $provider }
security-provider-linked = مربوط باسم { $email }
security-provider-only = هذه طريقتك الوحيدة للدخول. اختر كلمة مرور أو أضف مفتاح مرور أولًا.
security-phone = رقم الهاتف
security-phone-lead = لنصل إليك بشأن طلب. نرسل رمزًا لنتأكد من أن الرقم لك.
security-phone-number = رقم الهاتف مع رمز البلد
security-phone-hint = مثل ‎+351 910 000 000
security-phone-send = إرسال رمز
security-phone-sent = أرسلنا رمزًا إلى { $number }. يصلح عشر دقائق.
security-phone-code = الرمز من الرسالة النصية
security-phone-confirm = تأكيد
security-phone-again = رقم آخر أو رمز آخر
security-phone-remove = إزالة الرقم
security-phone-malformed = اكتب الرقم مع + ورمز البلد.
security-phone-too-many = أُرسلت رموز كثيرة خلال ساعة. حاول لاحقًا.
security-phone-over = استُنفد هذا الرمز أو مضى وقته. اطلب رمزًا آخر.
security-code-missing = اكتب الرمز.
security-code-wrong = هذا الرمز غير صحيح. يعمل كل رمز مرة واحدة ولوقت قصير.
security-code-wait = { $seconds ->
    [zero] رموز خاطئة كثيرة. حاول مرة أخرى.
    [one] رموز خاطئة كثيرة. انتظر ثانية واحدة ثم حاول مرة أخرى.
    [two] رموز خاطئة كثيرة. انتظر ثانيتين ثم حاول مرة أخرى.
    [few] رموز خاطئة كثيرة. انتظر { $seconds } ثوانٍ ثم حاول مرة أخرى.
    [many] رموز خاطئة كثيرة. انتظر { $seconds } ثانية ثم حاول مرة أخرى.
   *[other] رموز خاطئة كثيرة. انتظر { $seconds } ثانية ثم حاول مرة أخرى.
}
security-sessions = أين سجّلت الدخول
security-session-this = هذا الجهاز
security-session-unknown = متصفح غير معروف
security-session-seen = آخر ظهور: { $when }
security-session-end = تسجيل الخروج
security-session-end-named = تسجيل خروج { $name }
security-sessions-end = تسجيل الخروج من كل مكان آخر
security-events = أحداث الأمان الأخيرة
security-events-none = لم يحدث شيء بعد.
event-account-opened = فُتح الحساب
event-signed-in = تسجيل دخول
event-new-device = تسجيل دخول من جهاز جديد
event-factor-refused = كلمة المرور صحيحة والخطوة الثانية مرفوضة
event-password-changed = غُيّرت كلمة المرور
event-password-reset = عُيّنت كلمة مرور جديدة عبر رابط
event-email-change-asked = طُلب تغيير البريد الإلكتروني
event-email-changed = غُيّر البريد الإلكتروني
event-session-ended = أُنهيت جلسة
event-others-ended = تسجيل خروج من كل مكان آخر
event-factor-added = فُعّلت رموز تطبيق
event-factor-removed = أُوقفت رموز التطبيق
event-backup-codes-made = أُنشئت رموز احتياط جديدة
event-backup-code-used = استُخدم رمز احتياط
event-passkey-added = أُضيف مفتاح مرور
event-passkey-removed = أُزيل مفتاح مرور
event-identity-linked = رُبط حساب آخر
event-identity-unlinked = فُك ربط حساب آخر
event-phone-confirmed = أُكّد رقم الهاتف
event-role-changed = تغيّر الدور
event-suspended = عُلّق الحساب
event-resumed = أُعيد فتح الحساب
event-acted-for = اطّلع فريق الدعم على المتجر نيابة عنك
factor-title = خطوة أخرى
factor-lead = اكتب الرمز الذي يعرضه تطبيقك.
factor-code = الرمز
factor-hint = إن لم يكن هاتفك معك فاكتب أحد رموز الاحتياط.
factor-continue = تسجيل الدخول
factor-again = البدء من جديد
factor-over = استغرق هذا وقتًا طويلًا. سجّل الدخول من جديد.
other-ways = طرق أخرى لتسجيل الدخول
other-ways-with = المتابعة مع { $provider }
going-title = إلى { $provider }
going-lead = ننقلك إلى { $provider }.
going-continue = متابعة
link-title = هل هذا الحساب لك؟
link-lead = يوجد حساب للعنوان { $email }. اكتب كلمة مروره مرة واحدة، وسيفتحه { $provider } بعد ذلك.
link-password = كلمة المرور
link-continue = ربط وتسجيل الدخول
link-wrong = كلمة المرور هذه غير صحيحة.
link-wait = { $seconds ->
    [zero] محاولات كثيرة. حاول مرة أخرى.
    [one] محاولات كثيرة. انتظر ثانية واحدة ثم حاول مرة أخرى.
    [two] محاولات كثيرة. انتظر ثانيتين ثم حاول مرة أخرى.
    [few] محاولات كثيرة. انتظر { $seconds } ثوانٍ ثم حاول مرة أخرى.
    [many] محاولات كثيرة. انتظر { $seconds } ثانية ثم حاول مرة أخرى.
   *[other] محاولات كثيرة. انتظر { $seconds } ثانية ثم حاول مرة أخرى.
}
way-refused-title = لم ينجح ذلك
way-refused-stale = استُخدمت طريقة الدخول هذه أو طال وقتها أو بدأت في متصفح آخر. ابدأ من جديد.
way-refused-believed = لم نستطع الوثوق بما قاله { $provider }. لم يتغير شيء.
way-refused-unverified = لم يؤكد { $provider } أن عنوان بريدك لك. أكّده هناك أو ادخل بطريقة أخرى.
way-refused-no-password = يوجد حساب بلا كلمة مرور للعنوان { $email }. ادخل إليه بطريقة أخرى ثم اربط { $provider } من صفحة أمانه.
way-refused-taken = حساب { $provider } هذا يفتح حسابًا آخر هنا.
way-refused-unavailable = لا يجيب { $provider } الآن. حاول مرة أخرى أو ادخل بطريقة أخرى.
way-refused-declined = لم تتابع عند { $provider }.
way-refused-back = العودة إلى تسجيل الدخول
