# صفحة الترحيب والرئيسية والبحث والمنتج والمتاجر.
welcome-title = كل المتاجر، سلة واحدة
welcome-every = كل المتاجر.
welcome-one = سلة واحدة.
welcome-lead = ابحث في { $count ->
    [zero] المتاجر
    [one] متجر واحد
    [two] متجرين
    [few] { $count } متاجر
    [many] { $count } متجراً
   *[other] { $count } متجر
} دفعة واحدة، واعرف كم يكلّف كل عرض فعلاً عند بابك، وادفع ثمن الكل معاً.
welcome-popular = عمليات بحث شائعة
welcome-try-1 = desk lamp
welcome-try-2 = headphones
welcome-try-3 = backpack
welcome-merge = عروض من عدة متاجر تجتمع في طلب واحد بمبلغ { $total }
welcome-one-order = طلب واحد ودفعة واحدة
welcome-same = الشيء نفسه { $count ->
    [zero] بلا سعر
    [one] بسعر واحد
    [two] بسعرين
    [few] بـ{ $count } أسعار
    [many] بـ{ $count } سعراً
   *[other] بـ{ $count } سعر
}. أقل بطاقة سعر ليست دائماً أقل مجموع.
welcome-delivery-and-tax = التوصيل إليك والضريبة
welcome-low-tag = يطلب { $marketplace } مبلغاً أقل بـ{ $less }، ثم يضيف التوصيل والضريبة { $added }. نحن نحسب ذلك لكل عرض قبل أن تراه.
welcome-every-sum = السعر والتوصيل والضريبة: نحن نحسب ذلك لكل عرض قبل أن تراه.
welcome-compare = قارن العروض
welcome-how = كيف يسير الطلب
welcome-step-1 = 1. ابحث مرة واحدة
welcome-step-1-text = تُسأل كل المتاجر في اللحظة نفسها. من لا يجيب خلال 0.8 ثانية نذكره ولا نخفيه.
welcome-step-2 = 2. ادفع مرة واحدة
welcome-step-2-text = تفويض واحد للمجموع. لا يُسحب إلا ما أكّده المتجر، ويُحرَّر الباقي.
welcome-step-3 = 3. تابع طلباً واحداً
welcome-step-3-text = رقم واحد وخط زمني واحد لكل الطرود، أياً كان مرسلها.

home-heading = يستحق نظرة اليوم
home-compared = يبيعها أكثر من متجر، وقد قارناها لك
home-compared-why = المجموع عند بابك هو الذي يقرر، لا بطاقة السعر
home-more = اكتشف المزيد

search-results-for = نتائج البحث عن «{ $text }»
search-everything = كل شيء
search-what = عمّ تبحث؟
search-nothing-asked = اكتبه في الأعلى أو ابدأ بأحد الأقسام. تُسأل كل المتاجر دفعة واحدة.
search-description = { $what }: الأسعار مع التوصيل والضريبة من كل المتاجر جنباً إلى جنب.
search-asking = نسأل المتاجر…
search-who-answered = من أجاب
search-products = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $count } منتجات
    [many] { $count } منتجاً
   *[other] { $count } منتج
}
search-groups = { $count ->
    [zero] بلا مجموعات
    [one] في مجموعة واحدة، فلا يتكرر الشيء نفسه
    [two] في مجموعتين، فلا يتكرر الشيء نفسه
    [few] في { $count } مجموعات، فلا يتكرر الشيء نفسه
    [many] في { $count } مجموعة، فلا يتكرر الشيء نفسه
   *[other] في { $count } مجموعة، فلا يتكرر الشيء نفسه
}
search-none = لا نتائج
search-none-text = لا يوجد في أي متجر شيء بهذه الكلمات. جرّب كلمات أقل أو غيرها، أو تصفّح أحد الأقسام.
search-none-filtered = لا شيء يطابق كل المرشحات التي اخترتها.
search-none-answered = لم يُجب أي متجر الآن. حاول مجدداً بعد لحظات.
search-ignored = لم نفهم هذا فتركناه: { $what }.
sort-label = الترتيب
sort-do = رتّب
sort-best = الأنسب
sort-total = الأقل مجموعاً
sort-total-down = الأعلى مجموعاً
sort-rating = الأعلى تقييماً
filters = المرشحات
filters-open = تصفية
filters-show = اعرض النتائج
filters-clear = امسح المرشحات
filters-active = المرشحات المفعّلة
filter-marketplace = المتجر
filter-total = المجموع عند بابك
filter-from = من
filter-to = حتى
filter-from-amount = من { $amount }
filter-to-amount = حتى { $amount }
filter-rated = التقييم
filter-rated-up = { $stars } فأكثر
filter-in_stock = التوفر
filter-in-stock-only = المتوفر فقط
filter-category = القسم
filter-any = الكل
filter-sort = الترتيب
filter-page = الصفحة
filter-remove = أزل { $filter }

absence-too-slow = لم يُجب { $marketplace } في الوقت المحدد.
absence-too-slow-short = بطيء جداً
absence-failing = تعذر الوصول إلى { $marketplace } الآن.
absence-failing-short = تعذر الوصول إليه
absence-unintelligible = أعطى { $marketplace } جواباً لم نستطع قراءته.
absence-unintelligible-short = جواب غير مقروء
absence-busy = لدى { $marketplace } ضغط كبير الآن.
absence-busy-short = مشغول
absence-switched-off = { $marketplace } متوقف اليوم.
absence-switched-off-short = متوقف
absence-not-supported = لا يمكن سؤال { $marketplace } عن هذا.
absence-not-supported-short = لا يمكن سؤاله
absence-offers-missing = قد تكون عروضه ناقصة هنا أو قديمة.
absence-several = { $count ->
    [zero] أجابت كل المتاجر.
    [one] متجر واحد لم يُجب.
    [two] متجران لم يُجيبا.
    [few] { $count } متاجر لم تُجب.
    [many] { $count } متجراً لم تُجب.
   *[other] { $count } متجر لم تُجب.
}

pictures = الصور
picture-number = الصورة { $number }
product-description = { $total } عند بابك من { $marketplace }.
product-list-price = السعر المعلن { $amount }
product-contains = { $goods } + { $delivery } توصيل.
product-contains-free = { $goods } مع توصيل مجاني.
product-tax-included = السعر شامل الضريبة.
product-tax-added = تضاف ضريبة { $amount }.
product-variant = اختيارك:
product-elsewhere = اعرف عند من يتوفر
product-continue = تابع في { $marketplace }
product-continue-why = لا يبيع { $marketplace } إلا في صفحته. تدفع هناك، ولا يمكن أن يدخل سلتك هنا.
product-no-way = لا يمكن شراؤه الآن.
product-sold-by = يبيعه ويرسله
product-other-offers = { $count ->
    [zero] لا عروض أخرى
    [one] عرض آخر
    [two] عرضان آخران
    [few] { $count } عروض أخرى
    [many] { $count } عرضاً آخر
   *[other] { $count } عرض آخر
}
product-arrives-by = يصل في موعد أقصاه { $day } ({ $option })
product-returns = { $count ->
    [0] لا يمكن إرجاعه.
    [zero] لا يمكن إرجاعه.
    [one] يمكنك إرجاعه خلال يوم واحد.
    [two] يمكنك إرجاعه خلال يومين.
    [few] يمكنك إرجاعه خلال { $count } أيام.
    [many] يمكنك إرجاعه خلال { $count } يوماً.
   *[other] يمكنك إرجاعه خلال { $count } يوم.
}
product-you-pay-us = تدفع لـ Onecart مرة واحدة. ويُدفع لـ { $marketplace } حين يؤكد.
product-you-pay-them = تدفع لـ { $marketplace } في صفحته.
product-details = التفاصيل
product-what = ما هو
product-measures = القياسات والمواد
product-delivery = التوصيل والإرجاع
product-delivery-to = إلى { $country }
product-delivery-how = يرسل كل متجر طرده بنفسه، ويعرضها طلبك كلها معاً.
offers-title = { $count ->
    [zero] الشيء نفسه في المتاجر
    [one] الشيء نفسه في متجر واحد
    [two] الشيء نفسه في متجرين
    [few] الشيء نفسه في { $count } متاجر
    [many] الشيء نفسه في { $count } متجراً
   *[other] الشيء نفسه في { $count } متجر
}
offers-to = التوصيل إلى { $country }
offers-by = رتّب العروض حسب
offers-by-total = المجموع
offers-by-arrival = الأسرع وصولاً
offers-by-returns = الإرجاع
offers-by-rating = تقييم البائع
offers-best = أفضل مجموع
offers-why-only = هو الوحيد الذي يتوفر لديه.
offers-why-tag = الأقل عند بابك. يطلب { $marketplace } مبلغاً أقل بـ{ $less }، لكن التوصيل والضريبة يضيفان { $added }.
offers-why-next = الأقل عند بابك. التالي، { $marketplace }، أغلى بـ{ $more }.
offers-why-equal = الأقل عند بابك، والتالي بالمبلغ نفسه.
offer-seller = البائع
offer-price = السعر
offer-delivery = التوصيل
offer-tax = الضريبة
offer-tax-in-price = ضمن السعر
offer-total = المجموع
offer-arrives = الوصول
offer-returns = الإرجاع
offer-from = من { $marketplace }
offer-look = ألقِ نظرة
offer-continue = اشترِ هناك

stores-title = المتاجر
stores-meet = تعرّف إليها
stores-lead = { $count ->
    [zero] سلة واحدة.
    [one] متجر واحد وسلة واحدة. له أسعاره ومخزونه وإرجاعه، ولك طلب واحد.
    [two] متجران وسلة واحدة. لكل منهما أسعاره ومخزونه وإرجاعه، ولك طلب واحد.
    [few] { $count } متاجر وسلة واحدة. لكل منها أسعاره ومخزونه وإرجاعه، ولك طلب واحد.
    [many] { $count } متجراً وسلة واحدة. لكل منها أسعاره ومخزونه وإرجاعه، ولك طلب واحد.
   *[other] { $count } متجر وسلة واحدة. لكل منها أسعاره ومخزونه وإرجاعه، ولك طلب واحد.
}
stores-off = متوقف
stores-listings = المعروضات
stores-delivery = التوصيل
stores-free = توصيل مجاني
stores-free-from = ابتداءً من { $amount }
stores-returns = الإرجاع
stores-you-pay = تدفع لـ
stores-pay-agent = Onecart، نيابة عنه
stores-pay-reseller = Onecart
stores-pay-hand-off = المتجر، في صفحته
stores-browse = تصفّح
stores-browse-one = تصفّح { $marketplace }
