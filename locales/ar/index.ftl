# إيجاد البضائع بكلماتها: ما فُهم، وما يهتم به فريق المتجر.
search-read-as = نتائج البحث عن
search-word-by-word = ابحث بالكلمات كما هي:
search-partly = لا شيء يحتوي على كل هذه الكلمات. هذا يحتوي على بعضها.
search-did-you-mean = ربما تجده بهذا:
suggestions-searches = عمليات بحث
suggestions-own = بحثت عن هذا من قبل
words-title = كلمات البحث
words-days = ما بُحث عنه خلال آخر { $count ->
    [zero] { $count } يوم.
    [one] يوم.
    [two] يومين.
    [few] { $count } أيام.
    [many] { $count } يومًا.
   *[other] { $count } يوم.
 }
words-indexed = { $count ->
    [zero] لا عروض يمكن إيجادها.
    [one] عرض واحد يمكن إيجاده.
    [two] عرضان يمكن إيجادهما.
    [few] { $count } عروض يمكن إيجادها.
    [many] { $count } عرضًا يمكن إيجادها.
   *[other] { $count } عرض يمكن إيجادها.
 }
words-empty = بُحث عنه دون جدوى
words-empty-text = كثيرًا ما تكون هذه كلمات أخرى لأشياء تُباع هنا. علّم المتجر معناها.
words-top = الأكثر بحثًا
words-asked = { $count ->
    [zero] لا بحث
    [one] بحث واحد
    [two] بحثان
    [few] { $count } عمليات بحث
    [many] { $count } عملية بحث
   *[other] { $count } عملية بحث
 }
words-in-vain = { $count ->
    [zero] كلها بنتيجة
    [one] واحد دون نتيجة
    [two] اثنان دون نتيجة
    [few] { $count } دون نتيجة
    [many] { $count } دون نتيجة
   *[other] { $count } دون نتيجة
 }
words-none = لا شيء بعد.
words-teach = علّم
words-same = كلمات بمعنى واحد
words-no-sets = يعرف المتجر الكلمات التي جاء بها. أضف كلماتك هنا.
words-new = كلمات جديدة بمعنى واحد
words-hint = كلمات تفصل بينها فواصل، بأي لغة: كنبة، أريكة، sofa. وبعد علامة > كلمات تدل على بعض ذلك فقط: خشب > بلوط، جوز.
words-wrong = يلزم كلمتان مختلفتان على الأقل، و500 حرف على الأكثر.
words-add = أضف
words-remove = أزل
