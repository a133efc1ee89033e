"""Vocabulary in French, for the bazaar. Facts in braces are those of the kind, and only those without words."""

# kind -> (names, copy, attributes)
FRENCH = {
    "mug": (
        ["Tasse en grès", "Mug artisanal", "Grande tasse à café"],
        ["Tasse en grès tournée à la main, émail coloris {colour}, cuite deux fois à 1240 degrés.", "Elle contient {volume} : assez pour un vrai café filtre et un nuage de lait.", "Passe au lave-vaisselle et au micro-ondes.", "Chaque pièce est unique, l'émail coule comme il veut."],
        {"Matière": "Grès émaillé", "Contenance": "{volume}", "Hauteur": "9,2 cm", "Entretien": "Lave-vaisselle, micro-ondes"},
    ),
    "kettle": (
        ["Bouilloire col de cygne", "Bouilloire à café filtre", "Bouilloire inox"],
        ["Bouilloire à col de cygne, extérieur {colour}, intérieur en inox 18/8.", "Le bec étroit verse un filet régulier, parfait pour le café filtre ou le thé à la menthe.", "Gaz, électrique et induction.", "La poignée et le bouton sont en noyer et restent froids."],
        {"Matière": "Inox 18/8, noyer", "Contenance": "{volume}", "Feux": "Gaz, électrique, induction", "Dimensions": "29 × 15 × 17 cm"},
    ),
    "frying-pan": (
        ["Poêle manche bois", "Poêle antiadhésive", "Poêle tous feux"],
        ["Poêle de tous les jours, coloris {colour}, avec un manche en bois huilé qui se dévisse pour le four.", "Le fond de {base} répartit la chaleur, les crêpes dorent jusqu'au bord.", "Revêtement sans PFAS, tous feux dont induction."],
        {"Matière": "Fonte d'aluminium, bois", "Fond": "{base}", "Feux": "Tous, induction comprise", "Entretien": "À la main"},
    ),
    "water-bottle": (
        ["Gourde isotherme", "Bouteille isotherme inox", "Gourde inox sans BPA"],
        ["Gourde en inox à double paroi, finition mate {colour}, avec une anse dans le bouchon.", "Garde le froid {cold} et le chaud {hot}, sans condensation.", "Le goulot large laisse passer les glaçons."],
        {"Matière": "Inox 18/8", "Froid": "{cold}", "Chaud": "{hot}", "Bouchon": "Sans BPA, avec anse"},
    ),
    "knife-block": (
        ["Bloc 7 couteaux", "Bloc couteaux en bois", "Set de couteaux de cuisine"],
        ["Sept couteaux dans un bloc incliné ({colour}), du couteau d'office de 8 cm au couteau de chef de 21 cm.", "Lames affûtées à 15 degrés, manches rivetés, soie pleine.", "Des pieds en caoutchouc empêchent le bloc de glisser."],
        {"Pièces": "7 couteaux et un bloc", "Bloc": "Bois massif", "Dimensions": "24 × 12 × 37 cm", "Entretien": "À la main"},
    ),
    "storage-jar": (
        ["Bocal en verre hermétique", "Pot en verre couvercle bois", "Bocal de cuisine"],
        ["Bocal droit en verre, {colour}, pour les pâtes, le riz, les amandes ou le café.", "Un joint en silicone protège de l'humidité et des mites.", "Le verre passe au lave-vaisselle, le couvercle s'essuie.", "Les bocaux s'empilent."],
        {"Matière": "Verre, bois massif, silicone", "Diamètre": "10,5 cm", "Contact alimentaire": "Oui"},
    ),
    "cutting-board": (
        ["Planches à découper (lot de 2)", "Planche à découper en bois", "Duo de planches de service"],
        ["Deux planches en bois massif ({colour}) avec poignée et lien de cuir pour les suspendre.", "La grande pour le pain et les légumes, la petite pour le citron et le fromage.", "Huilées à l'atelier, à l'huile de lin ; à huiler de nouveau quand le bois paraît sec."],
        {"Matière": "Bois massif, huile de lin", "Épaisseur": "{thick}", "Lien": "Cuir", "Entretien": "À la main, sécher debout"},
    ),
    "desk-lamp": (
        ["Lampe de bureau articulée", "Lampe de bureau LED", "Lampe d'architecte"],
        ["Lampe de bureau articulée, coloris {colour}, avec un abat-jour conique orientable.", "Trois intensités, du blanc chaud du soir au blanc de travail.", "Le bras porte à {reach} et reste où on le laisse."],
        {"Lumière": "LED remplaçable", "Portée": "{reach}", "Câble": "1,8 m, textile", "Socle": "Acier, 18 cm"},
    ),
    "table-lamp": (
        ["Lampe à poser céramique", "Lampe de chevet", "Lampe de salon artisanale"],
        ["Une boule de céramique émaillée ({colour}) sous un abat-jour clair, pour une lumière de soirée.", "L'émail est versé à la main et fonce un peu vers le pied.", "Hauteur {height}, culot E27, ampoule non fournie."],
        {"Matière": "Céramique émaillée, tissu", "Hauteur": "{height}", "Culot": "E27, 40 W max.", "Câble": "2 m avec interrupteur"},
    ),
    "chair": (
        ["Chaise de salle à manger", "Chaise rembourrée", "Chaise bois et tissu"],
        ["Chaise au dossier courbe et à l'assise rembourrée, structure et tissu {colour}.", "Les pieds sont en bois massif, assemblés par tenons.", "Hauteur d'assise 46 cm, patins en feutre déjà posés."],
        {"Matière": "Bois massif, tissu", "Dimensions": "48 × 52 × 79 cm", "Hauteur d'assise": "46 cm", "Charge": "{load}"},
    ),
    "armchair": (
        ["Fauteuil lounge", "Fauteuil de lecture", "Fauteuil rembourré avec coussin"],
        ["Fauteuil profond coloris {colour}, aux accoudoirs assez larges pour poser un livre.", "Ressorts ensachés et mousse froide ; le coussin rond est compris.", "Les pieds tournés en noyer se dévissent pour les escaliers étroits."],
        {"Garnissage": "Ressorts ensachés, mousse froide", "Pieds": "Noyer", "Dimensions": "82 × 78 × 76 cm", "Poids": "{weight}"},
    ),
    "stool": (
        ["Tabouret de bar", "Tabouret haut bois et métal", "Tabouret de cuisine"],
        ["Tabouret rond {colour} : une assise en bois creusé, quatre pieds d'acier et un cercle pour les pieds.", "Il supporte {load} et se glisse sous le plan de travail.", "Quatre vis et il est debout, clé fournie."],
        {"Matière": "Bois massif, acier laqué", "Assise": "34 cm", "Charge": "{load}", "Montage": "4 vis"},
    ),
    "side-table": (
        ["Table d'appoint ronde", "Table basse ronde", "Bout de canapé"],
        ["Table d'appoint ronde {colour} sur trois pieds inclinés.", "Le plateau de {top} porte une lampe, deux tasses et le livre du moment.", "Les pieds se vissent à la main, sans outil."],
        {"Plateau": "{top}", "Hauteur": "{height}", "Matière": "Placage, pieds en bois massif", "Charge": "25 kg"},
    ),
    "cream-jar": (
        ["Crème visage hydratante", "Crème de jour", "Soin visage jour et nuit"],
        ["Crème légère pour le visage dans un pot rechargeable ({colour}).", "Elle pénètre en une minute, sans film gras et sans parfum.", "Une noisette suffit ; un pot dure environ dix semaines."],
        {"Parfum": "Sans", "Pot": "Verre, rechargeable", "Après ouverture": "12 mois", "Vegan": "Oui"},
    ),
    "perfume": (
        ["Eau de parfum", "Parfum mixte", "Parfum d'ambre et de fleurs"],
        ["Un flacon carré à bouchon noir, jus {colour}.", "Le départ est vif, puis il se pose et reste près de la peau jusqu'au soir.", "Concentration {strength} : deux pressions suffisent."],
        {"Type": "Eau de parfum", "Concentration": "{strength}", "Flacon": "Verre, vaporisateur", "Vegan": "Oui"},
    ),
    "lipstick": (
        ["Rouge à lèvres", "Rouge à lèvres satiné", "Rouge à lèvres longue tenue"],
        ["Rouge à lèvres teinte {colour}, dans un étui noir et or qui se ferme d'un clic.", "L'huile de jojoba évite le dessèchement ; la couleur tient {hold}.", "Sans paraben ni huile minérale, 3,8 g."],
        {"Teinte": "{Colour}", "Tenue": "{hold}", "Contenu": "3,8 g", "Vegan": "Oui"},
    ),
    "hairbrush": (
        ["Brosse à cheveux pneumatique", "Brosse démêlante", "Brosse à cheveux en bois"],
        ["Brosse ovale, manche {colour}, picots sur coussin d'air.", "Elle démêle les cheveux longs sans tirer et masse le cuir chevelu.", "Le coussin est aéré : il sèche après lavage."],
        {"Coussin": "Caoutchouc naturel", "Longueur": "{length}", "Cheveux": "Mi-longs à longs"},
    ),
    "soap-dispenser": (
        ["Distributeur de savon", "Savon liquide mains avec pompe", "Flacon pompe rechargeable"],
        ["Flacon pompe rechargeable, coloris {colour}, rempli d'un savon végétal pour les mains.", "La pompe donne toujours la même petite dose et ne goutte pas.", "Une fois vide, on le remplit avec n'importe quel savon liquide : {volume}."],
        {"Contenu": "{volume}", "Pompe": "Acier et ABS", "Dimensions": "7,4 × 7,4 × 19 cm", "Recharge": "Tout savon liquide"},
    ),
    "plant-pot": (
        ["Plante d'intérieur en pot", "Succulente avec pot", "Agave en pot céramique"],
        ["Une agave compacte, {colour} avec soucoupe, prête pour le rebord de la fenêtre.", "De la lumière et peu d'eau : elle ne demande rien d'autre.", "Hauteur environ {height}, emballée par la pépinière dans du papier."],
        {"Plante": "Agave attenuata", "Hauteur": "{height}", "Lumière": "Vive, un peu de soleil", "Pot": "Céramique avec soucoupe"},
    ),
    "watering-can": (
        ["Arrosoir en métal", "Arrosoir galvanisé", "Arrosoir pomme laiton"],
        ["Arrosoir en acier, coloris {colour}, avec un long bec et une pomme en laiton pour une pluie fine.", "Il contient {volume} et verse sans glouglou.", "Galvanisé puis laqué, il peut rester dehors."],
        {"Matière": "Acier galvanisé, laiton", "Contenance": "{volume}", "Poids": "{weight}", "Pomme": "Amovible"},
    ),
    "sneakers": (
        ["Baskets basses", "Baskets en toile unisexe", "Chaussures à lacets légères"],
        ["Baskets basses {colour}, dessus souple et semelle plate qui accroche.", "La semelle intérieure en liège prend la forme du pied en quelques jours.", "Pour une demi-pointure, prendre la taille au-dessus.", "Une deuxième paire de lacets est dans la boîte."],
        {"Semelle intérieure": "Liège, amovible", "Doublure": "Coton", "Poids": "{weight} (42)", "Coupe": "Normale, unisexe"},
    ),
    "backpack": (
        ["Sac à dos", "Sac à dos ordinateur", "Cartable de ville"],
        ["Sac à dos arrondi {colour} avec deux poches zippées et des tirettes en cuir.", "Une poche rembourrée reçoit un ordinateur de 15,6 pouces et laisse {volume} pour le reste.", "Le tissu repousse l'averse, le fond est doublé."],
        {"Volume": "{volume}", "Ordinateur": "Jusqu'à 15,6 pouces", "Dimensions": "30 × 17 × 44 cm", "Poids": "{weight}"},
    ),
    "cap": (
        ["Casquette", "Casquette coton réglable", "Casquette visière courbe"],
        ["Casquette six panneaux {colour}, visière courbe et œillets brodés.", "Douce dès le premier jour, protection solaire {uv}.", "Une boucle en métal à l'arrière : tour de tête 55 à 61 cm. Aucun logo."],
        {"Protection": "{uv}", "Taille": "55-61 cm, réglable", "Visière": "Courbe", "Entretien": "Lavage à la main"},
    ),
    "sunglasses": (
        ["Lunettes de soleil", "Lunettes de soleil carrées", "Solaires UV400"],
        ["Grandes lunettes carrées {colour}, aux angles adoucis.", "Verres catégorie 3, protection UV400 complète.", "Charnières à cinq branches ; étui et chiffon compris."],
        {"Verres": "Catégorie 3, UV400", "Largeur": "142 mm", "Pont": "19 mm", "Poids": "28 g"},
    ),
    "t-shirts": (
        ["Lot de 3 T-shirts coton", "T-shirts col rond (x3)", "T-shirts basiques"],
        ["Trois T-shirts col rond, {colour}, pliés et prêts pour le tiroir.", "Coton peigné de {weight}, prélavé pour garder sa taille.", "Coupe droite pour tous, lavage à 40 °C."],
        {"Pièces": "3", "Matière": "100 % coton", "Grammage": "{weight}", "Entretien": "40 °C"},
    ),
    "belt": (
        ["Ceinture en cuir", "Ceinture cuir boucle laiton", "Ceinture artisanale"],
        ["Ceinture {colour} taillée dans une seule pièce de cuir, largeur {width}, épaisseur 4 mm.", "Le cuir se patine là où on le porte.", "La boucle en laiton massif tient par deux vis et se remplace."],
        {"Matière": "Cuir", "Largeur": "{width}", "Boucle": "Laiton massif", "Entretien": "Baume deux fois par an"},
    ),
    "wristwatch": (
        ["Montre analogique", "Montre bracelet cuir", "Montre sobre à quartz"],
        ["Une montre calme à trois aiguilles, boîtier et bracelet {colour}.", "Boîtier de 38 mm, étanche {water}.", "Le bracelet se change d'un coup d'ongle."],
        {"Boîtier": "38 mm, acier", "Étanchéité": "{water}", "Mouvement": "Quartz", "Bracelet": "Cuir, 18 mm"},
    ),
    "building-blocks": (
        ["Cubes en bois", "Blocs de construction en bois", "Jeu de construction"],
        ["Cubes, ponts, rouleaux et toits, {colour}, en bois poncé.", "Toutes les pièces ont la même mesure : la tour tient, quel que soit l'architecte.", "Peinture à l'eau, sans danger si on y goûte. Dans un sac en coton."],
        {"Matière": "Bois", "Peinture": "À l'eau, EN 71-3", "Trame": "3,3 cm", "Rangement": "Sac en coton"},
    ),
    "toy-car": (
        ["Petite voiture en bois", "Voiture à pousser", "Voiture jouet en bois"],
        ["Une berline ronde {colour} pour petites mains, aux roues silencieuses.", "La carrosserie est d'une seule pièce, {length} de long.", "Rien ne se détache, rien à avaler. Dès douze mois."],
        {"Matière": "Bois massif", "Longueur": "{length}", "Âge": "Dès 12 mois", "Norme": "EN 71"},
    ),
    "stacking-rings": (
        ["Anneaux à empiler", "Pyramide d'anneaux en bois", "Tour à empiler bébé"],
        ["{rings} anneaux arrondis et une boule, {colour}, sur un socle stable en bois.", "Du plus grand au plus petit, ou comme on veut.", "Hauteur {height}, dès six mois."],
        {"Matière": "Tilleul", "Hauteur": "{height}", "Âge": "Dès 6 mois", "Norme": "EN 71"},
    ),
    "board-game": (
        ["Jeu de société", "Jeu de plateau familial", "Jeu de pions et de dés"],
        ["Un jeu pour deux à quatre : à chaque lancer, avancer ses pions ou bloquer les autres.", "Cinq minutes de règles, une partie de {time}.", "La boîte ({colour}) contient un plateau entoilé, seize pions en bois, deux dés et quarante cartes."],
        {"Joueurs": "2-4", "Âge": "{age}", "Durée": "{time}", "Contenu": "Plateau, 16 pions, 2 dés, 40 cartes"},
    ),
    "hardcover": (
        ["Roman relié", "Livre relié toile", "Beau livre relié"],
        ["Un roman de {author} : un été sur une île où le ferry ne vient plus.", "Relié toile, soleil doré à chaud sur la {colour}, cahiers cousus.", "{pages} pages et douze gravures sur bois. Texte en anglais."],
        {"Auteur": "{author}", "Pages": "{pages}", "Reliure": "Toile", "Langue": "Anglais"},
    ),
    "notebook": (
        ["Carnet A5 avec stylo", "Carnet rigide", "Journal à élastique"],
        ["Carnet A5 {colour} avec élastique, signet et un stylo couleur laiton assorti.", "{pages} pages numérotées, à plat sur la table.", "La poche du fond garde les reçus."],
        {"Format": "A5", "Pages": "{pages}", "Couverture": "Rigide, cuir végétal", "Stylo": "Bille, rechargeable"},
    ),
    "desk-organiser": (
        ["Organiseur de bureau", "Pot à crayons en bois", "Range-bureau avec crayons"],
        ["Organiseur de bureau {colour} : un pot haut pour les stylos, des étages pour notes et trombones.", "Six crayons, des notes et deux gommes pour commencer.", "Il mesure {size} et repose sur du liège."],
        {"Compartiments": "5", "Dimensions": "{size}", "Base": "Liège"},
    ),
    "headphones": (
        ["Casque sans fil", "Casque Bluetooth à réduction de bruit", "Casque circum-aural"],
        ["Casque fermé {colour}, coussinets doux et arceau d'acier rembourré.", "La réduction de bruit efface le train et l'open space.", "Une charge dure {battery} ; dix minutes de câble donnent quatre heures de plus."],
        {"Autonomie": "{battery}", "Bluetooth": "{bluetooth}", "Poids": "{weight}", "Fourni": "Étui, câble USB-C, câble 3,5 mm"},
    ),
    "speaker": (
        ["Enceinte Bluetooth portable", "Enceinte sans fil", "Enceinte nomade étanche"],
        ["Enceinte habillée de tissu {colour}, quatre vrais boutons et une boucle de cuir pour la suspendre.", "{power} et plus de basses que sa taille ne promet.", "{rating} : la piscine et la douche ne lui font pas peur. Autonomie {battery}."],
        {"Puissance": "{power}", "Autonomie": "{battery}", "Étanchéité": "{rating}", "Poids": "760 g"},
    ),
    "earbuds": (
        ["Écouteurs sans fil", "Écouteurs Bluetooth avec boîtier", "Oreillettes sans fil"],
        ["Petits écouteurs à tige dans un boîtier galet {colour}.", "{battery} d'écoute, {total} avec le boîtier.", "Trois tailles d'embouts, protection {rating}."],
        {"Autonomie": "{battery}, {total} avec boîtier", "Protection": "{rating}", "Bluetooth": "5.4", "Charge": "USB-C, Qi"},
    ),
    "yoga-mat": (
        ["Tapis de yoga", "Tapis de sport antidérapant", "Tapis de pilates avec sangle"],
        ["Tapis de yoga {colour}, livré roulé avec sa sangle.", "183 sur 61 cm, antidérapant, avec une ligne fine au milieu.", "Il pèse {weight} et se nettoie à l'eau savonneuse."],
        {"Taille": "183 × 61 cm", "Poids": "{weight}", "Sangle": "Comprise"},
    ),
    "powerbank": (
        ["Batterie externe", "Chargeur portable USB-C", "Batterie de secours"],
        ["Batterie de poche {colour}, câble USB-C intégré en dragonne.", "Charge rapide {power} : la moitié d'un téléphone en une demi-heure environ.", "Quatre témoins de charge ; autorisée en cabine."],
        {"Sortie": "USB-C {power}", "Câble": "USB-C, 18 cm, fixe", "Avion": "Autorisée en cabine"},
    ),
}

COLOURS = {
    "Acacia": "acacia", "Acacia lid": "couvercle acacia", "Amber": "ambre", "Amber glass": "verre ambré", "Bamboo lid": "couvercle bambou",
    "Beech": "hêtre", "Black": "noir", "Black and brass": "noir et laiton", "Black and gum": "noir et gomme", "Black and oak": "noir et chêne",
    "Blues": "tons bleus", "Blush": "rose poudré", "Blush pink": "rose poudré", "Bright": "couleurs vives", "Brights": "couleurs vives",
    "Brown": "marron", "Brushed steel": "acier brossé", "Burgundy": "bordeaux", "Charcoal": "anthracite", "Charcoal pot": "pot anthracite",
    "Classic red": "rouge classique", "Copper": "cuivre", "Coral": "corail", "Coral cover": "couverture corail", "Cream and oak": "crème et chêne",
    "Dusty rose": "vieux rose", "Earth": "tons terre", "Earth tones": "tons terre", "Forest": "vert forêt", "Forest cover": "couverture vert forêt",
    "Forest green": "vert forêt", "Galvanised steel": "acier galvanisé", "Gold and black": "or et noir", "Graphite": "graphite",
    "Ivory white": "blanc ivoire", "Lilac": "lilas", "Maple": "érable", "Maple and navy": "érable et marine", "Maple and white": "érable et blanc",
    "Matte black": "noir mat", "Monochrome": "noir, gris et blanc", "Mustard": "moutarde", "Mustard ceramic": "céramique moutarde",
    "Mustard pot": "pot moutarde", "Natural": "bois naturel", "Natural oak": "chêne naturel", "Navy": "bleu marine", "Navy and sky": "marine et ciel",
    "Navy blue": "bleu marine", "Navy box": "boîte marine", "Nude": "nude", "Oak": "chêne", "Oak and black": "chêne et noir",
    "Oak and sage": "chêne et sauge", "Oak and teal": "chêne et canard", "Oak and terracotta": "chêne et terracotta", "Oak lid": "couvercle chêne",
    "Ocean": "tons océan", "Olive": "olive", "Orange": "orange", "Pastel": "couleurs pastel", "Pearl white": "blanc nacré", "Petrol": "pétrole",
    "Petrol blue": "bleu pétrole", "Petrol box": "boîte pétrole", "Petrol ceramic": "céramique pétrole", "Petrol cover": "couverture pétrole",
    "Petrol pot": "pot pétrole", "Plum": "prune", "Plum box": "boîte prune", "Plum cover": "couverture prune", "Rainbow": "arc-en-ciel",
    "Red": "rouge", "Rose": "rose", "Rose gold and blush": "or rose et poudré", "Rust": "rouille", "Sage": "vert sauge", "Sage green": "vert sauge",
    "Sand": "sable", "Sand cover": "couverture sable", "Sea green": "vert d'eau", "Sky blue": "bleu ciel", "Slate blue": "bleu ardoise",
    "Slate grey": "gris ardoise", "Speckled cream": "crème moucheté", "Steel and brown": "acier et marron", "Steel and navy": "acier et marine",
    "Steel and walnut": "acier et noyer", "Tan": "cognac", "Teal": "bleu canard", "Terracotta": "terracotta", "Terracotta base": "pied terracotta",
    "Terracotta box": "boîte terracotta", "Terracotta pot": "pot terracotta", "Terrazzo": "terrazzo", "Tortoise": "écaille", "Violet": "violet",
    "Walnut": "noyer", "Walnut and brass": "noyer et laiton", "Walnut and charcoal": "noyer et anthracite", "Walnut and mustard": "noyer et moutarde",
    "Walnut lid": "couvercle noyer", "White": "blanc", "White and gold": "blanc et or", "White and oak": "blanc et chêne",
    "White and sage": "blanc et sauge", "White ceramic": "céramique blanche", "White pot": "pot blanc", "White stone": "pierre blanche",
}

OPTIONS = {
    "Set": "Lot", "Diameter": "Diamètre", "Capacity": "Capacité", "Volume": "Volume", "Content": "Contenance", "Pot": "Pot", "Size": "Taille",
    "Length": "Longueur", "Pieces": "Pièces", "Language": "Langue", "Ruling": "Réglure", "Thickness": "Épaisseur", "Height": "Hauteur", "Colour": "Couleur",
    "1 piece": "À l'unité", "1 chair": "1 chaise", "Set of 2": "Lot de 2", "Set of 3": "Lot de 3", "Set of 4": "Lot de 4",
    "Refill 50 ml": "Recharge 50 ml", "Bottle with soap": "Flacon avec savon", "Bottle + 1 l refill": "Flacon + recharge 1 l", "Empty bottle": "Flacon vide",
    "30 pieces": "30 pièces", "50 pieces": "50 pièces", "100 pieces": "100 pièces", "English": "Anglais", "French": "Français", "Arabic": "Arabe",
    "Dotted": "Pointillé", "Lined": "Ligné", "Plain": "Uni",
}
