# الشيء نفسه في عدة أسواق: لماذا، وبأي يقين، وما يقوله الناس عنه.

same-thing-title = الشيء نفسه
same-thing-why = لماذا هذه العروض هي الشيء نفسه
same-thing-text = تُجمع العروض حين نكون واثقين بما يكفي من أنها شيء واحد. أخبرنا أين أخطأنا: يسري ذلك عليك فوراً.
same-thing-sure = ثقة { $percent } ٪
same-thing-decided = تحقق منه شخص
same-thing-for = مع ذلك:
same-thing-against = ضد ذلك:
same-thing-not = ليس الشيء نفسه
same-thing-of = عرض { $marketplace }
same-thing-told = قلت إن عرض { $marketplace } شيء آخر.
same-thing-look = اطّلع عليه
same-thing-back = تراجع عن ذلك

pairs-page = الأزواج
pairs-text = أي العروض شيء واحد. ما تقرره يبقى مهما رأت المطابقة لاحقاً.
pairs-none = لا زوج ينتظر قراراً.
pairs-split = فصلها المتسوقون
pairs-split-text = اعترض عدد كبير من المتسوقين فصارت شيئين حتى تقرر.
pairs-contested = متسوقون يعترضون
pairs-contested-text = ما زالت تُعرض كشيء واحد.
pairs-doubtful = مشكوك فيها
pairs-doubtful-text = تُعرض كشيئين.
pairs-votes = { $count ->
    [zero] لا يعترض أحد
    [one] يعترض متسوق واحد
    [two] يعترض متسوقان
    [few] يعترض { $count } متسوقين
    [many] يعترض { $count } متسوقاً
   *[other] يعترض { $count } متسوق
    }
pairs-merge = الشيء نفسه
pairs-keep-apart = إبقاؤها منفصلة

choices-cookie-apart = apart
choices-cookie-apart-why = قلت إن عرضين ليسا الشيء نفسه؛ تُعدّ الصفحات عندئذ لك وحدك.

match-identical = موصوفان بالكلمات نفسها
match-same-gtin = رقم السلعة نفسه
match-same-brand = الشركة المصنعة نفسها
match-same-mark = رقم الطراز نفسه
match-same-names = اسم الطراز نفسه
match-same-title = عنوانان يقولان الشيء نفسه
match-same-words = أحد العنوانين يتضمن الآخر
match-same-kind = نوع السلعة نفسه
match-same-colour = اللون نفسه
match-same-amount = السعة أو الحجم نفسه
match-same-count = عدد القطع نفسه
match-same-details = التفاصيل نفسها
match-near-price = سعر متقارب
match-other-gtin = رقم سلعة مختلف
match-other-brand = شركة مصنعة مختلفة
match-lacking-brand = أحدهما فقط يذكر الشركة المصنعة
match-other-mark = أرقام طراز مختلفة
match-neighbour-mark = رقم طراز مجاور
match-lacking-mark = أحدهما فقط يذكر رقماً
match-other-grade = طراز آخر من العائلة نفسها
match-other-names = أسماء مختلفة
match-extra-words = أحدهما يقول أكثر قليلاً
match-other-word = كلمة مكان أخرى
match-more-words = كلمة زائدة وما عداها متطابق
match-no-names = لا اسم للمقارنة
match-other-kind = نوع آخر من السلع
match-accessory = قد يكون أحدهما ملحقاً
match-bundle = أحدهما يأتي مع المزيد
match-other-colour = لون آخر
match-other-condition = أحدهما ليس جديداً
match-other-size = مقاس آخر
match-other-edition = إصدار آخر
match-other-year = سنة أخرى
match-other-details = تفاصيل مختلفة
match-other-amount = سعة أو محتوى آخر
match-other-measure = قياس آخر
match-other-count = عدد قطع آخر
match-other-pack = عدد آخر في العبوة
match-far-price = أسعار متباعدة
