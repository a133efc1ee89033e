# صفحة المنتج إلى جانب سعره وعروضه
picture-closer = انظر إلى الصورة { $number } عن قرب
film-number = الفيلم { $number }
product-read-reviews = { $count ->
    [zero] لا مراجعات بعد
    [one] مراجعة واحدة
    [two] مراجعتان
    [few] { $count } مراجعات
    [many] { $count } مراجعة
   *[other] { $count } مراجعة
}
product-order-within = لذلك اطلب خلال { $hours } س و{ $minutes } د، حتى { $moment }.
unit-price-kg = { $amount } للكيلوغرام
unit-price-100g = { $amount } لكل 100 غ
unit-price-l = { $amount } للتر
unit-price-100ml = { $amount } لكل 100 مل
share = أخبر الآخرين
share-mail = بالبريد الإلكتروني
share-whatsapp = واتساب
share-telegram = تيليغرام
share-address = عنوان هذه الصفحة
sizes-title = كيف تُقاس المقاسات
sizes-how = بالسنتيمتر، قياساً على الجسم. بين مقاسين خذ الأكبر إن أردته واسعاً.
sizes-size = المقاس
sizes-chest = الصدر
sizes-waist = الخصر
sizes-eu = أوروبا
sizes-uk = بريطانيا
sizes-foot = القدم
percent = { $percent }٪
product-out-of-stock = نفد من المخزون
