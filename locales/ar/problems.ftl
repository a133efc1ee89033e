# ما لم يسر كما ينبغي، وما يمكن فعله.
problem-invalid = وصلنا شيء لا معنى له. تحقق منه وحاول مجدداً من فضلك.
problem-quantity = يجب أن تكون الكمية بين 1 و999.
problem-not-found = لم يعد هذا موجوداً.
problem-out-of-stock = نفد هذا.
problem-only-left = { $count ->
    [zero] لم يبقَ شيء.
    [one] بقيت قطعة واحدة فقط.
    [two] بقيت قطعتان فقط.
    [few] بقيت { $count } قطع فقط.
    [many] بقيت { $count } قطعة فقط.
   *[other] بقيت { $count } قطعة فقط.
}
problem-hand-off-only = لا يبيع هذا المتجر إلا في صفحته.
problem-cart-full = تتسع السلة لخمسين منتجاً مختلفاً على الأكثر.
problem-cart-empty = لا شيء في سلتك.
problem-conflict = تغير شيء في هذه الأثناء. انظر مجدداً من فضلك.
problem-wallet-short = ما في محفظتك لا يكفي. أضف إليها أو ادفع بالبطاقة.
problem-not-offered = لا يمكن دفع هذا الطلب بهذه الطريقة. اختر طريقة أخرى.
problem-unavailable = متجر أو خدمة الدفع لا تجيب الآن. حاول مجدداً بعد لحظات.
problem-internal = حدث خطأ من جانبنا. لم يتغير شيء، حاول مجدداً من فضلك.
not-found-title = هذه الصفحة ليست هنا
not-found-text = ربما كُتب العنوان خطأً، أو سحب متجر المنتج. ما طلبته ما زال في طلباتك.
not-found-orders = طلباتك
trouble-title = حدث خطأ ما
trouble-text = الخطأ منا وقد دوّناه. لم يضع شيء: سلتك وطلباتك كما كانت.
trouble-again = حاول مجدداً
trouble-home = إلى الصفحة الرئيسية
unavailable-title = لا جواب الآن
unavailable-text = جهة تحتاج إليها هذه الصفحة لا تجيب. حاول مجدداً بعد لحظات.
problem-sign-in-required = سجّل الدخول أولًا من فضلك.
problem-forbidden = لا يُسمح لك بذلك.
problem-gone = لم يعد هذا الرابط يعمل. اطلب رابطًا جديدًا.
problem-too-many = محاولات كثيرة. انتظر لحظة من فضلك.
