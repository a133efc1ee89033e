# السلة، في صفحتها وفي درجها.
cart-title = سلتك
cart-count = { $count ->
    [zero] لا أشياء
    [one] شيء واحد
    [two] شيئان
    [few] { $count } أشياء
    [many] { $count } شيئاً
   *[other] { $count } شيء
}
cart-close = أغلق السلة
cart-remove = أزل
cart-later = احفظ لوقت لاحق
cart-removed = أُزيل { $title }.
cart-undo = تراجع
cart-view = اعرض السلة
cart-check-out = أتمم الطلب
cart-total = المجموع
cart-total-with = المجموع مع التوصيل والضريبة
cart-from-marketplace = من { $marketplace }
cart-delivery = التوصيل { $amount }.
cart-delivery-free = التوصيل مجاني.
cart-until-free = أضف من هنا بقيمة { $amount } ليصبح التوصيل مجانياً.
cart-each = { $amount } للقطعة
cart-sold-out-note = نفد بعد أن أضفته. لا يدخل في المجموع.
cart-price-changed = كان بـ{ $before } حين أضفته وهو الآن بـ{ $now }.
cart-delivery-row = التوصيل، ضمن ما سبق
cart-tax-row = الضريبة، ضمن المبلغ
cart-asked-again = نسأل عن كل سعر مجدداً قبل أن تدفع، وترى أي تغيير أولاً.
cart-differs = المجموع بحساب المتجر { $amount }، وهو المعتمد.
cart-no-total = لا يمكن حساب المجموع الآن.
cart-empty-title = لا شيء في سلتك بعد
cart-empty-text = كل ما تضيفه من أي متجر يجتمع هنا بمجموع واحد.
cart-empty-link = ابدأ البحث
coupon-code = رمز القسيمة
coupon-apply = طبّق
coupon-remove = أزل القسيمة
coupon-row = القسيمة { $code }
coupon-counts = القسيمة { $code } تخصم { $amount }.
coupon-unknown = لا يوجد رمز كهذا. تحقق من الحروف.
coupon-not-yet = لم يبدأ العمل بهذا الرمز بعد.
coupon-expired = انتهت صلاحية هذا الرمز.
coupon-used-up = استُعمل هذا الرمز بقدر ما يُسمح به.
coupon-used-by-you = استعملت هذا الرمز بقدر ما يُسمح لك.
coupon-too-small = يسري هذا الرمز ابتداءً من سلع بقيمة { $amount }.
