# إتمام الطلب.
checkout-title = إتمام الطلب
checkout-secure = دفع آمن
checkout-back-to-cart = العودة إلى السلة
checkout-details = العنوان
checkout-delivery = التوصيل
checkout-review = المراجعة والدفع
checkout-edit = تعديل
checkout-to-delivery = تابع إلى التوصيل
checkout-to-review = اسأل كل المتاجر وراجع
checkout-details-why = يصل عنوانك إلى المتاجر التي ترسل إليك شيئاً، ولا يصل إلى غيرها.
checkout-delivery-why = بعد ذلك يُسأل كل متجر عن سعره ومخزونه وتوصيله وضريبته في هذه اللحظة.
checkout-nothing-to-deliver = لا شيء في سلتك يمكن توصيله الآن.
checkout-one-way = يُوصَل بالطريقة المعتادة.
checkout-problems = { $count ->
    [zero] لا حقول تحتاج إلى مراجعة
    [one] حقل واحد يحتاج إلى مراجعة
    [two] حقلان يحتاجان إلى مراجعة
    [few] { $count } حقول تحتاج إلى مراجعة
    [many] { $count } حقلاً تحتاج إلى مراجعة
   *[other] { $count } حقل تحتاج إلى مراجعة
}
checkout-payment-failed = لم يتم الدفع. لم يُسحب شيء، وكل ما أدخلته ما زال هنا.
checkout-changed = تغير شيء وأنت في طريقك إلى الدفع.
checkout-changed-text = لم يُسحب شيء. انظر مرة أخرى من فضلك.
checkout-paying = صفحة دفع مفتوحة للطلب { $number }. زر الدفع يعيدك إليها.
checkout-paying-look = انظر إلى الطلب
checkout-delivery-parcels = { $count ->
    [zero] التوصيل
    [one] التوصيل، طرد واحد
    [two] التوصيل، طردان
    [few] التوصيل، { $count } طرود
    [many] التوصيل، { $count } طرداً
   *[other] التوصيل، { $count } طرد
}
checkout-tax-added = ضريبة مضافة
checkout-pay = ادفع { $amount }
checkout-held-until = هذه الأسعار ثابتة حتى { $time }. بعدها نسأل مجدداً ونريك ما تغير.
checkout-estimate = بحسب الشروط المنشورة. تُسأل المتاجر قبل أن تدفع.

field-email = البريد الإلكتروني
field-name = الاسم الكامل
field-street = الشارع والرقم
field-extra = الشقة والطابق والمبنى
field-postcode = الرمز البريدي
field-city = المدينة
field-country = البلد
field-phone = الهاتف
field-optional = يمكن تركه فارغاً
field-missing = املأ هذا الحقل من فضلك
field-too-long = هذا أطول مما ينبغي
field-not-served = لا نوصّل إلى هناك
field-malformed-email = لا يبدو هذا بريداً إلكترونياً
field-malformed-name = لا يبدو هذا اسماً
field-malformed-street = لا يبدو هذا شارعاً
field-malformed-extra = لا يمكن قراءة هذا
field-malformed-postcode = لا يبدو هذا رمزاً بريدياً
field-malformed-city = لا تبدو هذه مدينة
field-malformed-country = اختر بلداً من فضلك
field-malformed-phone = لا يبدو هذا رقم هاتف

review-ask-again = اسأل كل المتاجر مجدداً
review-nothing = لا يستطيع أي متجر أخذ نصيبه الآن، فلا شيء يُدفع.
review-changes = { $count ->
    [zero] لم يتغير شيء
    [one] تغير شيء واحد منذ آخر نظرة
    [two] تغير شيئان منذ آخر نظرة
    [few] تغيرت { $count } أشياء منذ آخر نظرة
    [many] تغير { $count } شيئاً منذ آخر نظرة
   *[other] تغير { $count } شيء منذ آخر نظرة
}
review-price-up = ارتفع سعر { $title }:
review-price-down = انخفض سعر { $title }:
review-total-changed = تغير التوصيل أو الضريبة:
review-stock-left = بقي من { $title } { $count } فقط.
review-stock-gone = نفد { $title }.
review-undeliverable = لا يوصّل إلى عنوانك.
review-part-missing = يُترك نصيبه ولا يُسحب ثمنه.
review-delivery = التوصيل
review-own-amount = بعملته
review-rate = { $rate }، { $day }
review-consent = أنت تطلب من { $sellers } وتوافق على دفع { $total }. يُحجز هذا المبلغ الآن، ولا يُسحب إلا ما يؤكده المتجر ويُحرَّر الباقي. يمكنك التراجع خلال 14 يوماً من التسليم.
method-legend = طريقة الدفع
method-card = بالبطاقة
method-card-why = في الصفحة الآمنة لخدمة الدفع.
method-paypal = عبر PayPal
method-paypal-why = تنتقل إلى صفحته ثم تعود.
method-saved-why = يُدفع فورًا دون صفحتها.
method-alipay = عبر Alipay
method-alipay-why = تنتقل إلى صفحته ثم تعود.
method-down = لا يستجيب { $name } الآن. اختر طريقة دفع أخرى.
method-wallet = من محفظتك
method-wallet-why = فيها { $amount }. يُدفع الطلب فوراً دون صفحة أخرى.
method-wallet-short = في محفظتك { $amount }، وينقص هذا الطلب { $short }.
method-wallet-top-up = أضف إلى محفظتك
policy-legend = إذا لم يستطع متجر تسليم نصيبه
policy-keep_rest = احتفظ بالباقي
policy-keep_rest-why = لا يُسحب ثمن الجزء الناقص أبداً.
policy-next_best = خذ العرض التالي
policy-next_best-why = نشتريه من أفضل عرض تالٍ ما دام المجموع ضمن ما تسمح به أدناه.
policy-all_or_nothing = الكل أو لا شيء
policy-all_or_nothing-why = لا يُشترى شيء ولا يُسحب شيء.
tolerance-legend = إذا تغيرت الأسعار أثناء الطلب
tolerance-none = اسألني عن كل سنت
tolerance-up-to = أقبل زيادة حتى { $percent } %، و{ $amount } على الأكثر
review-coupon-gone = القسيمة { $code } لم تعد تخصم شيئاً.
review-promotion-less = { $name } يخصم أقل الآن:
