# ما يحيط بكل صفحة.
skip-to-content = انتقل إلى المحتوى
nav-home = الرئيسية
nav-for-you = لك
nav-cart = السلة
nav-lists = المحفوظات
nav-orders = الطلبات
nav-wallet = المحفظة
nav-stores = المتاجر
nav-categories = الأقسام
nav-main = التنقل الرئيسي
breadcrumb = مسار الصفحة
footer-shop = تسوّق
footer-all = كل شيء
footer-categories = كل الأقسام
footer-your-orders = طلباتك
footer-how = كيف يعمل
search = بحث
search-shop = البحث في المتجر
search-start = ابدأ البحث
search-all = ابحث في كل المتاجر
search-marketplaces = { $count ->
    [zero] ابحث
    [one] ابحث في متجر واحد
    [two] ابحث في متجرين
    [few] ابحث في { $count } متاجر
    [many] ابحث في { $count } متجراً
   *[other] ابحث في { $count } متجر
}
search-instead = ابحث عنه بدلاً من ذلك
suggestions = اقتراحات
suggestions-goods = المنتجات
suggestions-found = { $count ->
    [zero] لا اقتراحات
    [one] اقتراح واحد
    [two] اقتراحان
    [few] { $count } اقتراحات
    [many] { $count } اقتراحاً
   *[other] { $count } اقتراح
}
preference-country = التوصيل إلى
preference-language = اللغة
preference-currency = العملة
preference-theme = فاتح أو داكن
theme-system = كما في جهازك
theme-light = فاتح
theme-dark = داكن
save = حفظ
see-all = عرض الكل
ask-again = اسأل مجدداً
pages = الصفحات
page-number = الصفحة { $page }
page-previous = السابقة
page-next = التالية
list-comma = ،{" "}
list-and = { $before } و{ $last }
sold-out = نفد
in-stock = متوفر
only-left = { $count ->
    [zero] لم يبقَ شيء
    [one] بقيت قطعة واحدة فقط
    [two] بقيت قطعتان فقط
    [few] بقيت { $count } قطع فقط
    [many] بقيت { $count } قطعة فقط
   *[other] بقيت { $count } قطعة فقط
}
free = مجاناً
rating-none = بلا تقييم بعد
rating-rated = التقييم
rating-of-5 = من 5
from-marketplaces = { $count ->
    [zero] من دون متجر
    [one] من متجر واحد
    [two] من متجرين
    [few] من { $count } متاجر
    [many] من { $count } متجراً
   *[other] من { $count } متجر
}
contains-free-delivery = مع توصيل مجاني والضريبة
contains-delivery = منها { $amount } توصيل، مع الضريبة
moment = { $day }، { $time }
arrives = يصل { $day }
arrives-by = يصل في موعد أقصاه { $day }
expected = متوقع { $day }
days-range = { $from ->
    [0] اليوم
   *[other] من { $from } إلى { $to } أيام
}
days = { $count ->
    [0] اليوم
    [zero] اليوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوماً
   *[other] { $count } يوم
}
return-days = { $count ->
    [0] لا إرجاع
    [zero] لا إرجاع
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوماً
   *[other] { $count } يوم
}
quantity = الكمية
quantity-less = أقل بواحد
quantity-more = أكثر بواحد
quantity-update = تغيير الكمية
add-to-cart = أضف إلى السلة
to-pay = المبلغ المستحق
pieces = { $count ->
    [zero] لا قطع
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $count } قطع
    [many] { $count } قطعة
   *[other] { $count } قطعة
}
no-connection = تعذر الوصول إلى المتجر الآن. لم يتغير شيء.
