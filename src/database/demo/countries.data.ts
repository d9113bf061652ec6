import type { Currency } from './money.js';

/** A licensed entity of the broker. */
export type Jurisdiction = 'CY' | 'GB' | 'SC';

export interface Country {
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  readonly jurisdiction: Jurisdiction;
  readonly language: string;
  readonly currency: Currency;
  /** International prefix with the first digits of mobile numbers, and how many digits follow. */
  readonly phone: readonly [string, number];
  /** `9` stands for a digit, `A` for a letter. */
  readonly taxNumber: string;
  readonly companyForm: string;
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
  /** Where women's family names take another ending. */
  readonly familyOfWomen?: readonly string[];
}

type Row = readonly [
  head: readonly [code: string, name: string, weight: number, jurisdiction: Jurisdiction, language: string, currency: Currency],
  numbers: readonly [phone: string, digits: number, taxNumber: string, companyForm: string],
  places: readonly [cities: string, streets: string],
  people: readonly [female: string, male: string, family: string, familyOfWomen?: string],
];

const list = (text: string): string[] => text.split('|');

const country = ([head, numbers, places, people]: Row): Country => ({
  ...{ code: head[0], name: head[1], weight: head[2], jurisdiction: head[3], language: head[4], currency: head[5] },
  ...{ phone: [numbers[0], numbers[1]], taxNumber: numbers[2], companyForm: numbers[3], cities: list(places[0]), streets: list(places[1]) },
  ...{ female: list(people[0]), male: list(people[1]), family: list(people[2]), ...(people[3] && { familyOfWomen: list(people[3]) }) },
});

const ROWS: readonly Row[] = [
  [
    ['DE', 'Germany', 11, 'CY', 'de', 'EUR'],
    ['+49 151 ', 8, '99999999999', '* GmbH'],
    ['Berlin|Hamburg|München|Köln|Leipzig|Stuttgart', 'Lindenstraße|Gartenweg|Bahnhofstraße|Am Markt|Schillerstraße'],
    [
      'Anna|Katharina|Lena|Sabine|Julia|Claudia|Hannah|Monika|Franziska|Petra|Greta|Ute',
      'Thomas|Lukas|Stefan|Jürgen|Felix|Matthias|Jonas|Wolfgang|Tobias|Sebastian|Uwe|Moritz',
      'Müller|Schmidt|Schneider|Fischer|Weber|Wagner|Becker|Schulz|Hoffmann|Koch|Richter|Wolf|Schröder|Neumann|Zimmermann|Krüger|Vogt|Brandt|Lorenz|Winkler',
    ],
  ],
  [
    ['GB', 'United Kingdom', 8, 'GB', 'en', 'GBP'],
    ['+44 7700 ', 6, 'AA999999A', '* Ltd'],
    ['London|Manchester|Leeds|Bristol|Edinburgh|Cardiff', 'High Street|Church Lane|Station Road|Victoria Road|Mill Lane'],
    [
      'Emily|Charlotte|Sophie|Hannah|Rebecca|Victoria|Amelia|Lucy|Georgina|Harriet|Fiona|Priya',
      'James|Oliver|Thomas|William|Daniel|Harry|George|Callum|Edward|Rhys|Nathan|Imran',
      'Smith|Jones|Taylor|Brown|Williams|Wilson|Davies|Evans|Walker|Wright|Robinson|Thompson|Hughes|Edwards|Green|Hall|Patel|Campbell|Murray|Bennett',
    ],
  ],
  [
    ['ES', 'Spain', 7, 'CY', 'es', 'EUR'],
    ['+34 6', 8, '99999999A', '* S.L.'],
    ['Madrid|Barcelona|Valencia|Sevilla|Bilbao|Málaga', 'Calle Mayor|Calle del Sol|Avenida de la Paz|Calle Nueva|Paseo del Río'],
    [
      'María|Carmen|Lucía|Laura|Marta|Paula|Elena|Sara|Cristina|Raquel|Nuria|Irene',
      'Javier|Carlos|Alejandro|David|Pablo|Sergio|Álvaro|Miguel|Rubén|Jorge|Iván|Diego',
      'García|Fernández|González|Rodríguez|López|Martínez|Sánchez|Pérez|Gómez|Jiménez|Ruiz|Moreno|Álvarez|Romero|Navarro|Torres|Ramos|Gil|Serrano|Molina',
    ],
  ],
  [
    ['IT', 'Italy', 7, 'CY', 'it', 'EUR'],
    ['+39 34', 8, 'AAAAAA99A99A999A', '* S.r.l.'],
    ['Milano|Roma|Torino|Napoli|Bologna|Firenze', 'Via Roma|Via Garibaldi|Corso Italia|Via Verdi|Via Dante'],
    [
      'Giulia|Francesca|Chiara|Sara|Martina|Federica|Elisa|Valentina|Silvia|Paola|Alessia|Ilaria',
      'Marco|Andrea|Luca|Alessandro|Matteo|Francesco|Davide|Simone|Stefano|Riccardo|Paolo|Giorgio',
      'Rossi|Russo|Ferrari|Esposito|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Bruno|Gallo|Conti|De Luca|Costa|Giordano|Mancini|Rizzo|Lombardi|Moretti',
    ],
  ],
  [
    ['FR', 'France', 6, 'CY', 'fr', 'EUR'],
    ['+33 6 ', 8, '9999999999999', '* SARL'],
    ['Paris|Lyon|Marseille|Toulouse|Nantes|Lille', 'Rue de la République|Rue Victor Hugo|Avenue Foch|Rue des Lilas|Place du Marché'],
    [
      'Camille|Marie|Julie|Sophie|Céline|Aurélie|Léa|Manon|Élodie|Claire|Nathalie|Inès',
      'Pierre|Nicolas|Julien|Antoine|Thomas|Mathieu|Olivier|Hugo|Guillaume|Maxime|Karim|Étienne',
      'Martin|Bernard|Dubois|Thomas|Robert|Petit|Durand|Leroy|Moreau|Simon|Laurent|Lefebvre|Michel|Garnier|Faure|Rousseau|Blanc|Guérin|Chevalier|Benali',
    ],
  ],
  [
    ['PL', 'Poland', 6, 'CY', 'pl', 'EUR'],
    ['+48 50', 7, '99999999999', '* Sp. z o.o.'],
    ['Warszawa|Kraków|Wrocław|Gdańsk|Poznań|Łódź', 'ul. Polna|ul. Leśna|ul. Słoneczna|ul. Krótka|ul. Ogrodowa'],
    [
      'Anna|Katarzyna|Małgorzata|Agnieszka|Magdalena|Joanna|Monika|Ewa|Zuzanna|Karolina',
      'Piotr|Krzysztof|Tomasz|Paweł|Michał|Marcin|Łukasz|Jakub|Grzegorz|Wojciech',
      'Nowak|Kowalski|Wiśniewski|Wójcik|Kowalczyk|Kamiński|Lewandowski|Zieliński|Szymański|Woźniak|Mazur|Krawczyk',
      'Nowak|Kowalska|Wiśniewska|Wójcik|Kowalczyk|Kamińska|Lewandowska|Zielińska|Szymańska|Woźniak|Mazur|Krawczyk',
    ],
  ],
  [
    ['CZ', 'Czechia', 4, 'CY', 'cs', 'EUR'],
    ['+420 60', 7, '9999999999', '* s.r.o.'],
    ['Praha|Brno|Ostrava|Plzeň|Olomouc', 'Nádražní|Zahradní|Školní|Husova|Lipová'],
    [
      'Jana|Eva|Hana|Lenka|Kateřina|Lucie|Tereza|Petra|Veronika|Markéta',
      'Jan|Petr|Jiří|Tomáš|Pavel|Martin|Jakub|Ondřej|Vojtěch|Lukáš',
      'Novák|Svoboda|Novotný|Dvořák|Černý|Procházka|Kučera|Veselý|Horák|Němec|Marek|Pokorný',
      'Nováková|Svobodová|Novotná|Dvořáková|Černá|Procházková|Kučerová|Veselá|Horáková|Němcová|Marková|Pokorná',
    ],
  ],
  [
    ['RO', 'Romania', 4, 'CY', 'ro', 'EUR'],
    ['+40 72', 7, '9999999999999', '* S.R.L.'],
    ['București|Cluj-Napoca|Timișoara|Iași|Brașov', 'Strada Florilor|Strada Mihai Eminescu|Bulevardul Unirii|Strada Lungă'],
    [
      'Maria|Elena|Ioana|Andreea|Cristina|Alexandra|Mihaela|Gabriela|Raluca|Simona',
      'Andrei|Alexandru|Mihai|Ionuț|Cristian|Adrian|Bogdan|Florin|Radu|Vlad',
      'Popescu|Ionescu|Popa|Radu|Dumitru|Stan|Stoica|Gheorghe|Matei|Ciobanu|Rusu|Munteanu|Lazăr|Dobre',
    ],
  ],
  [
    ['GR', 'Greece', 4, 'CY', 'el', 'EUR'],
    ['+30 69', 8, '999999999', '* E.P.E.'],
    ['Athina|Thessaloniki|Patra|Irakleio|Volos', 'Ermou|Panepistimiou|Tsimiski|Egnatia|Stadiou'],
    [
      'Maria|Eleni|Katerina|Georgia|Sofia|Vasiliki|Dimitra|Ioanna|Anastasia|Despina',
      'Giorgos|Dimitris|Kostas|Yannis|Nikos|Panagiotis|Christos|Vangelis|Spyros|Thanasis',
      'Papadopoulos|Oikonomou|Vlachos|Angelopoulos|Nikolaidis|Makris|Karagiannis|Dimitriou|Konstantinidis|Georgiou',
      'Papadopoulou|Oikonomou|Vlachou|Angelopoulou|Nikolaidou|Makri|Karagianni|Dimitriou|Konstantinidou|Georgiou',
    ],
  ],
  [
    ['CY', 'Cyprus', 2, 'CY', 'el', 'EUR'],
    ['+357 99', 6, '99999999A', '* Ltd'],
    ['Lemesos|Lefkosia|Larnaka|Pafos', 'Makariou III|Anexartisias|Griva Digeni|Ledras'],
    [
      'Andri|Maria|Eleni|Christina|Despo|Stella|Marina|Natasa',
      'Andreas|Marios|Stelios|Costas|Michalis|Petros|Savvas|Loizos',
      'Christodoulou|Ioannou|Charalambous|Antoniou|Savva|Hadjigeorgiou|Kyriakou|Neophytou',
    ],
  ],
  [
    ['NL', 'Netherlands', 4, 'CY', 'nl', 'EUR'],
    ['+31 6 ', 8, '999999999', '* B.V.'],
    ['Amsterdam|Rotterdam|Utrecht|Eindhoven|Groningen', 'Dorpsstraat|Kerkstraat|Molenweg|Stationsweg|Prinsengracht'],
    [
      'Sanne|Lotte|Eva|Fleur|Anouk|Marieke|Femke|Iris|Noor|Roos',
      'Daan|Sem|Bram|Jeroen|Pieter|Thijs|Ruben|Lars|Wouter|Sander',
      'de Jong|Jansen|de Vries|van den Berg|Bakker|van Dijk|Visser|Smit|Meijer|de Boer|Mulder|Bos|Vos|Hendriks',
    ],
  ],
  [
    ['PT', 'Portugal', 3, 'CY', 'pt', 'EUR'],
    ['+351 91', 7, '999999999', '* Lda.'],
    ['Lisboa|Porto|Braga|Coimbra|Faro', 'Rua Augusta|Avenida da Liberdade|Rua das Flores|Rua do Sol'],
    [
      'Ana|Beatriz|Mariana|Inês|Catarina|Joana|Rita|Sofia|Marta|Filipa',
      'João|Pedro|Tiago|Rui|Nuno|Miguel|André|Ricardo|Bruno|Hugo',
      'Silva|Santos|Ferreira|Pereira|Oliveira|Costa|Rodrigues|Martins|Sousa|Fernandes|Gonçalves|Almeida',
    ],
  ],
  [
    ['SE', 'Sweden', 3, 'CY', 'sv', 'EUR'],
    ['+46 70 ', 7, '9999999999', '* AB'],
    ['Stockholm|Göteborg|Malmö|Uppsala|Lund', 'Storgatan|Drottninggatan|Kungsgatan|Skolgatan'],
    [
      'Anna|Emma|Karin|Elin|Ingrid|Maja|Astrid|Sara|Linnea|Kristina',
      'Erik|Lars|Johan|Anders|Gustav|Oskar|Nils|Mikael|Fredrik|Henrik',
      'Andersson|Johansson|Karlsson|Nilsson|Eriksson|Larsson|Olsson|Persson|Svensson|Lindberg|Lundgren|Sandström',
    ],
  ],
  [
    ['AE', 'United Arab Emirates', 5, 'SC', 'ar', 'USD'],
    ['+971 50 ', 7, '784999999999999', 'FZE'],
    ['Dubai|Abu Dhabi|Sharjah|Ajman', 'Al Wasl Road|Corniche Road|Al Nahda Street|Sheikh Zayed Road'],
    [
      'Fatima|Aisha|Mariam|Noura|Hessa|Layla|Shamma|Reem',
      'Mohammed|Ahmed|Khalid|Omar|Saeed|Hamdan|Rashid|Faisal',
      'Al Mansoori|Al Maktoum|Al Suwaidi|Al Hashimi|Al Nuaimi|Khan|Al Shamsi|Al Ketbi|Nair|Siddiqui',
    ],
  ],
  [
    ['SA', 'Saudi Arabia', 3, 'SC', 'ar', 'USD'],
    ['+966 50 ', 7, '9999999999', '* Est.'],
    ['Riyadh|Jeddah|Dammam|Makkah', 'King Fahd Road|Olaya Street|Prince Sultan Street|Tahlia Street'],
    [
      'Sarah|Nouf|Hala|Amal|Lama|Rania',
      'Abdullah|Fahad|Sultan|Turki|Bandar|Nasser|Yousef',
      'Al Qahtani|Al Harbi|Al Ghamdi|Al Otaibi|Al Zahrani|Al Dosari|Al Shehri|Al Mutairi',
    ],
  ],
  [
    ['EG', 'Egypt', 4, 'SC', 'ar', 'USD'],
    ['+20 10', 8, '99999999999999', '* Co.'],
    ['Cairo|Alexandria|Giza|Mansoura', 'Tahrir Street|Ramses Street|Nile Corniche|El Gomhoria Street'],
    [
      'Mona|Yasmine|Dina|Heba|Nour|Salma|Amira',
      'Mahmoud|Mostafa|Karim|Tarek|Hassan|Sherif|Amr|Youssef',
      'Hassan|Ibrahim|Mahmoud|Abdel Rahman|Fathy|Mansour|El Sayed|Soliman|Farouk|Gamal',
    ],
  ],
  [
    ['ZA', 'South Africa', 5, 'SC', 'en', 'USD'],
    ['+27 82 ', 7, '9999999999', '* (Pty) Ltd'],
    ['Johannesburg|Cape Town|Durban|Pretoria', 'Long Street|Church Street|Main Road|Nelson Mandela Drive'],
    [
      'Thandi|Nomsa|Lerato|Zanele|Anneke|Palesa|Chantal|Naledi',
      'Sipho|Thabo|Pieter|Johan|Bongani|Lwazi|Riaan|Kagiso',
      'Nkosi|Dlamini|Botha|van der Merwe|Mokoena|Khumalo|Pillay|Naidoo|Venter|Mthembu|Ndlovu|Jacobs',
    ],
  ],
  [
    ['NG', 'Nigeria', 5, 'SC', 'en', 'USD'],
    ['+234 803 ', 7, '99999999-9999', '* Ltd'],
    ['Lagos|Abuja|Port Harcourt|Ibadan', 'Allen Avenue|Awolowo Road|Broad Street|Adeola Odeku Street'],
    [
      'Ngozi|Chioma|Amaka|Folake|Aisha|Yetunde|Ifeoma|Blessing',
      'Chinedu|Emeka|Tunde|Ibrahim|Oluwaseun|Uche|Segun|Musa',
      'Okafor|Adeyemi|Okonkwo|Balogun|Eze|Adebayo|Nwosu|Bello|Ogunleye|Obi|Danjuma|Afolabi',
    ],
  ],
  [
    ['KE', 'Kenya', 3, 'SC', 'en', 'USD'],
    ['+254 72', 7, 'A999999999A', '* Ltd'],
    ['Nairobi|Mombasa|Kisumu|Nakuru', 'Moi Avenue|Kenyatta Avenue|Ngong Road|Kimathi Street'],
    [
      'Wanjiku|Achieng|Njeri|Faith|Mercy|Akinyi|Wambui',
      'Kamau|Otieno|Kiprop|Mwangi|Brian|Kevin|Ochieng',
      'Kariuki|Odhiambo|Wafula|Kimani|Njoroge|Omondi|Cheruiyot|Mutua|Maina|Koech',
    ],
  ],
  [
    ['IN', 'India', 5, 'SC', 'en', 'USD'],
    ['+91 98', 8, 'AAAAA9999A', '* Pvt. Ltd.'],
    ['Mumbai|Bengaluru|Delhi|Chennai|Pune', 'MG Road|Park Street|Linking Road|Brigade Road'],
    [
      'Priya|Ananya|Kavita|Divya|Neha|Lakshmi|Pooja|Meera',
      'Rahul|Arjun|Vikram|Suresh|Amit|Karthik|Rohan|Sanjay',
      'Sharma|Patel|Iyer|Reddy|Gupta|Singh|Nair|Mehta|Kulkarni|Chopra|Banerjee|Menon',
    ],
  ],
  [
    ['ID', 'Indonesia', 4, 'SC', 'id', 'USD'],
    ['+62 812 ', 8, '999999999999999', 'PT *'],
    ['Jakarta|Surabaya|Bandung|Medan', 'Jalan Sudirman|Jalan Diponegoro|Jalan Merdeka|Jalan Gatot Subroto'],
    [
      'Siti|Dewi|Putri|Ratna|Ayu|Wulan|Indah',
      'Budi|Agus|Rizky|Dimas|Hendra|Eko|Fajar',
      'Wijaya|Santoso|Hidayat|Kurniawan|Saputra|Lestari|Nugroho|Setiawan|Gunawan|Siregar',
    ],
  ],
  [
    ['MY', 'Malaysia', 4, 'SC', 'ms', 'USD'],
    ['+60 12 ', 7, 'AA9999999999', '* Sdn. Bhd.'],
    ['Kuala Lumpur|Johor Bahru|Penang|Ipoh', 'Jalan Ampang|Jalan Bukit Bintang|Jalan Tun Razak|Lebuh Pantai'],
    ['Nurul|Siti|Mei Ling|Aisyah|Hui Min|Farah', 'Ahmad|Wei Jie|Hafiz|Kumar|Faizal|Chee Keong', 'Tan|Lim|Abdullah|Wong|Ismail|Rahman|Lee|Krishnan|Hassan|Ng'],
  ],
  [
    ['TH', 'Thailand', 4, 'SC', 'th', 'USD'],
    ['+66 81 ', 7, '9999999999999', '* Co., Ltd.'],
    ['Bangkok|Chiang Mai|Phuket|Khon Kaen', 'Sukhumvit Road|Silom Road|Phahonyothin Road|Rama IV Road'],
    [
      'Siriporn|Malee|Kanya|Ploy|Nattaya|Suda',
      'Somchai|Anan|Kittisak|Niran|Prasert|Chaiwat',
      'Srisai|Wongsawat|Charoensuk|Thongchai|Rattanakorn|Suwannarat|Boonmee|Phromma',
    ],
  ],
  [
    ['VN', 'Vietnam', 4, 'SC', 'vi', 'USD'],
    ['+84 90', 7, '9999999999', '* Co., Ltd.'],
    ['Hanoi|Ho Chi Minh City|Da Nang|Hai Phong', 'Le Loi|Nguyen Hue|Tran Hung Dao|Hai Ba Trung'],
    ['Thi Lan|Thi Mai|Thu Ha|Ngoc Anh|Thi Huong', 'Van Minh|Duc Anh|Quang Huy|Van Hung|Tuan Kiet', 'Nguyen|Tran|Le|Pham|Hoang|Vu|Dang|Bui|Do|Ngo'],
  ],
  [
    ['JP', 'Japan', 4, 'SC', 'ja', 'JPY'],
    ['+81 90 ', 8, '999999999999', '* K.K.'],
    ['Tokyo|Osaka|Nagoya|Fukuoka|Sapporo', 'Chuo-dori|Meiji-dori|Aoyama-dori|Sakura-dori'],
    [
      'Yui|Sakura|Aiko|Haruka|Misaki|Keiko|Naoko',
      'Haruto|Kenji|Takumi|Hiroshi|Ren|Daiki|Shota',
      'Sato|Suzuki|Takahashi|Tanaka|Watanabe|Ito|Yamamoto|Nakamura|Kobayashi|Kato|Yoshida|Mori',
    ],
  ],
  [
    ['BR', 'Brazil', 5, 'SC', 'pt', 'USD'],
    ['+55 11 9', 8, '99999999999', '* Ltda.'],
    ['São Paulo|Rio de Janeiro|Curitiba|Recife', 'Avenida Paulista|Rua das Palmeiras|Rua XV de Novembro|Avenida Atlântica'],
    [
      'Ana|Juliana|Fernanda|Camila|Larissa|Beatriz|Patrícia',
      'Lucas|Gabriel|Rafael|Felipe|Gustavo|Thiago|Leonardo',
      'Souza|Lima|Carvalho|Ribeiro|Araújo|Barbosa|Cardoso|Teixeira|Moura|Azevedo|Nascimento',
    ],
  ],
  [
    ['MX', 'Mexico', 4, 'SC', 'es', 'USD'],
    ['+52 55 ', 8, 'AAAA999999AA9', '* S.A. de C.V.'],
    ['Ciudad de México|Guadalajara|Monterrey|Puebla', 'Avenida Reforma|Calle Hidalgo|Avenida Juárez|Calle Morelos'],
    [
      'Guadalupe|Fernanda|Ximena|Daniela|Verónica|Adriana',
      'José Luis|Juan Carlos|Luis|Fernando|Ricardo|Eduardo',
      'Hernández|Flores|Rivera|Morales|Ortiz|Cruz|Reyes|Gutiérrez|Mendoza|Vázquez|Castillo',
    ],
  ],
  [
    ['CO', 'Colombia', 3, 'SC', 'es', 'USD'],
    ['+57 310 ', 7, '9999999999', '* S.A.S.'],
    ['Bogotá|Medellín|Cali|Barranquilla', 'Carrera Séptima|Calle 80|Avenida El Dorado|Calle del Parque'],
    [
      'Valentina|Daniela|Natalia|Carolina|Paola|Ángela',
      'Andrés|Camilo|Santiago|Mauricio|Felipe|Julián',
      'Rojas|Vargas|Castro|Suárez|Restrepo|Ospina|Mejía|Cárdenas|Herrera|Londoño',
    ],
  ],
];

export const COUNTRIES: readonly Country[] = ROWS.map(country);
