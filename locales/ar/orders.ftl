# الطلبات وتأكيدها.
orders-title = طلباتك
orders-lead = الطلبات التي تمت بهذا المتصفح، الأحدث أولاً.
orders-empty-title = لا طلبات بعد
orders-empty-text = تظهر هنا الطلبات التي تتم بهذا المتصفح. وفي كل رسالة تأكيد رابط إلى طلبها أيضاً.
order-number = الطلب { $number }
order-happened = ما حدث
order-parts = أجزاء هذا الطلب
order-their-number = رقمهم
order-parcel = الطرد
order-step = الخطوة { $step } من { $of }
order-payment = الدفع
order-agreed = المجموع المتفق عليه
order-released-row = تم تحريره
order-released = تم تحرير { $amount } ولا يُسحب.
order-method = طريقة الدفع
order-paid = المدفوع
order-held = المحجوز
payment-card = بطاقة
payment-other = طريقة أخرى
order-goes-to = التسليم إلى
order-pending = نحن نقدّم طلبك.
order-pending-text = تتجدد هذه الصفحة بنفسها.
order-needs-human = ينظر أحد أفراد فريقنا في هذا الطلب. لا يلزمك شيء، وسنكتب إليك.
order-print = أمر الطباعة في متصفحك يجعل من هذه الصفحة إيصالاً.

status-pending = قيد الانتظار
status-processing = قيد التجهيز
status-shipped = أُرسل
status-delivered = سُلّم
status-cancelled = أُلغي
progress-placed = تم التأكيد
progress-processing = قيد التغليف
progress-shipped = سُلّم إلى شركة الشحن
progress-in_transit = في الطريق
progress-out_for_delivery = خرج للتسليم
progress-delivered = سُلّم
progress-cancelled = أُلغي
part-waiting = لم يُسأل بعد
part-placing = قيد الطلب
part-in-doubt = نسأل المتجر
part-refused = رُفض
part-replacing = نبحث عن العرض التالي
part-cancelling = قيد الإلغاء
part-cancelled = أُلغي
part-not-charged = لا يُسحب ثمن هذا الجزء.
refusal-out-of-stock = نفد لدى { $marketplace }.
refusal-price-changed = طلب { $marketplace } أكثر مما وافقت عليه.
refusal-undeliverable = لا يوصّل { $marketplace } إلى عنوانك.
refusal-payment-declined = لم يقبل { $marketplace } دفعتنا.
refusal-switched-off = أُوقف { $marketplace }.
refusal-other = رفض { $marketplace } الطلب.

timeline-you-placed = قدّمت الطلب
timeline-placed = دفعة واحدة بمبلغ { $total }
timeline-processing = قيد التغليف
timeline-shipped = سُلّم إلى شركة الشحن
timeline-in_transit = في الطريق
timeline-out_for_delivery = خرج للتسليم
timeline-delivered = سُلّم
timeline-cancelled = أُلغي
timeline-confirmed = تم التأكيد
timeline-arrives = يصل إلى بابك

confirmation-all = { $count ->
    [zero] لا تأكيد
    [one] أكّد المتجر
    [two] أكّد المتجران
    [few] أكّدت المتاجر الـ{ $count } كلها
    [many] أكّدت المتاجر الـ{ $count } كلها
   *[other] أكّدت المتاجر الـ{ $count } كلها
}
confirmation-some = تأكّد { $count } من { $of } أجزاء
confirmation-none = لم يُشترَ شيء
confirmation-none-heading = لم يستطع أي متجر أخذ الطلب. لا يُسحب شيء.
confirmation-checking = قيد النظر
confirmation-human = ينظر أحدنا في طلبك
confirmation-thanks = شكراً لك، { $name }. تم الطلب.
confirmation-number = رقم الطلب
confirmation-mail = الإيصال في طريقه إلى { $email }.
confirmation-awaiting = في انتظار دفعتك
confirmation-placing = نحن نقدّم طلبك
confirmation-follow = تابع هذا الطلب
confirmation-on = تابع التسوق
