"""The sentences of the notice in both scripts of Uzbek, as the design of the documents words them."""

SENTENCES = (
    ("NAMUNA", "НАМУНА"),
    (
        "Huquqiy kuchga ega emas. Qoidalar faraziy: uz-draft, 0.1-tahrir",
        "Ҳуқуқий кучга эга эмас. Қоидалар фаразий: uz-draft, 0.1-таҳрир",
    ),
    ("Majburiy nusxalar boʻyicha vakolatli organ", "Мажбурий нусхалар бўйича ваколатли орган"),
    ("2026-000417-son", "2026-000417-сон"),
    ("2026-yil 20-noyabr", "2026 йил 20 ноябрь"),
    ("shaxsiy kabinetga, 20.11.2026", "шахсий кабинетга, 20.11.2026"),
    ("Ogohlantirish xati", "Огоҳлантириш хати"),
    (
        "Majburiy nusxalar belgilangan muddatda topshirilmagani toʻgʻrisida",
        "Мажбурий нусхалар белгиланган муддатда топширилмагани тўғрисида",
    ),
    ("Hurmatli Dilnoza Sobirovna!", "Ҳурматли Дилноза Собировна!"),
    (
        (
            "2026-yil 20-noyabr, soat 10:42 holatiga koʻra, “Oltin Davot” MChJ 12 ta majburiyat "
            "boʻyicha jami 12 ta majburiy nusxani belgilangan muddatda topshirmagan. Ular jadvalda "
            "sanab oʻtilgan."
        ),
        (
            "2026 йил 20 ноябрь, соат 10:42 ҳолатига кўра, «Олтин Давот» МЧЖ 12 та мажбурият бўйича "
            "жами 12 та мажбурий нусхани белгиланган муддатда топширмаган. Улар жадвалда санаб "
            "ўтилган."
        ),
    ),
    (
        (
            "Har bir qator xat imzolanishidan oldin qayta tekshirildi. Qabul qilingan, muddati "
            "uzaytirilgan va eʼtirozi koʻrilayotgan nusxalar kiritilmagan."
        ),
        (
            "Ҳар бир қатор хат имзоланишидан олдин қайта текширилди. Қабул қилинган, муддати "
            "узайтирилган ва эътирози кўрилаётган нусхалар киритилмаган."
        ),
    ),
    ("Topshirilmagan majburiy nusxalar", "Топширилмаган мажбурий нусхалар"),
    (
        (
            "T/r · Nashr va uning identifikatori · Oluvchi kutubxona · Nusxa soni · kerak · olingan ·"
            " Muddati · Kechikkan kun · Band"
        ),
        (
            "Т/р · Нашр ва унинг идентификатори · Олувчи кутубхона · Нусха сони · керак · олинган · "
            "Муддати · Кечиккан кун · Банд"
        ),
    ),
    ("Jami", "Жами"),
    ("yetishmaydi: 7", "етишмайди: 7"),
    (
        (
            "Kechikish – muddatdan keyingi kalendar kunlar. AKM – axborot-kutubxona markazi, FA – "
            "Fanlar akademiyasi."
        ),
        (
            "Кечикиш – муддатдан кейинги календарь кунлар. АКМ – ахборот-кутубхона маркази, ФА – "
            "Фанлар академияси."
        ),
    ),
    ("Nima qilish kerak", "Нима қилиш керак"),
    ("2026-yil 4-dekabrgacha", "2026 йил 4 декабргача"),
    ("4-dekabr ham kiradi · xat olingach 10 ish kuni", "4 декабрь ҳам киради · хат олингач 10 иш куни"),
    (
        "Nusxalarni jadvaldagi kutubxonalarga topshiring. Yuk xati shaxsiy kabinetda tayyor.",
        "Нусхаларни жадвалдаги кутубхоналарга топширинг. Юк хати шахсий кабинетда тайёр.",
    ),
    (
        "Nusxalar topshirilgan boʻlsa, qabul dalolatnomasining raqamini yuboring.",
        "Нусхалар топширилган бўлса, қабул далолатномасининг рақамини юборинг.",
    ),
    (
        "Ulgurmasangiz, shu sanagacha muddatni uzaytirishni soʻrang.",
        "Улгурмасангиз, шу санагача муддатни узайтиришни сўранг.",
    ),
    ("Qanday eʼtiroz bildirish mumkin", "Қандай эътироз билдириш мумкин"),
    ("2026-yil 12-dekabrgacha", "2026 йил 12 декабргача"),
    (
        "12-dekabr ham kiradi (shanba, ish kuni) · 15 ish kuni",
        "12 декабрь ҳам киради (шанба, иш куни) · 15 иш куни",
    ),
    (
        "Rozi boʻlmagan qatorlar va sababini shaxsiy kabinetda yoki yozma bildiring.",
        "Рози бўлмаган қаторлар ва сабабини шахсий кабинетда ёки ёзма билдиринг.",
    ),
    (
        "Bu qatorlar boʻyicha ish toʻxtatiladi, javob 10 ish kunida beriladi.",
        "Бу қаторлар бўйича иш тўхтатилади, жавоб 10 иш кунида берилади.",
    ),
    (
        "Javobdan norozi boʻlsangiz, yuqori organga yoki maʼmuriy sudga shikoyat qiling.",
        "Жавобдан норози бўлсангиз, юқори органга ёки маъмурий судга шикоят қилинг.",
    ),
    (
        ("Nusxalar topshirilmasa va eʼtiroz bildirilmasa, ish qoidalarning 12.4-bandi boʻyicha davom etadi."),
        ("Нусхалар топширилмаса ва эътироз билдирилмаса, иш қоидаларнинг 12.4-банди бўйича давом этади."),
    ),
    (
        (
            "Huquqiy asos: faraziy qoidalar (uz-draft, 0.1-tahrir), …bandlar (nusxalar), 12.3-band "
            "(ogohlantirish); “Maʼmuriy tartib-taomillar toʻgʻrisida”gi Qonun, OʻRQ-457, 08.01.2018 "
            "(shikoyat)."
        ),
        (
            "Ҳуқуқий асос: фаразий қоидалар (uz-draft, 0.1-таҳрир), …бандлар (нусхалар), 12.3-банд "
            "(огоҳлантириш); «Маъмурий тартиб-таомиллар тўғрисида»ги Қонун, ЎРҚ-457, 08.01.2018 "
            "(шикоят)."
        ),
    ),
    ("Nazorat boshqarmasi boshligʻi", "Назорат бошқармаси бошлиғи"),
    ("Elektron raqamli imzo", "Электрон рақамли имзо"),
    ("Imzolovchi · Sertifikat · Amalda · Imzolandi", "Имзоловчи · Сертификат · Амалда · Имзоланди"),
    (
        "Tekshirish: QR-kodni skanerlang yoki kodni kiriting: nusxa.example/t",
        "Текшириш: QR-кодни сканерланг ёки кодни киритинг: nusxa.example/t",
    ),
    ("Ijrochi: S. M. Qodirova, (71) 000-00-00", "Ижрочи: С. М. Қодирова, (71) 000-00-00"),
    (
        "2026-000417-son ogohlantirish xati · 20.11.2026 · “Oltin Davot” MChJ",
        "2026-000417-сон огоҳлантириш хати · 20.11.2026 · «Олтин Давот» МЧЖ",
    ),
    ("Xatni tekshirish sahifasining QR-kodi, kod {code}", "Хатни текшириш саҳифасининг QR-коди, код {code}"),
)
