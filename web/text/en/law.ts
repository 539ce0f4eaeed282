export const law = {
  terms: {
    title: "Terms of use",
    parties: "Who this is between",
    partiesText:
      "These terms are between you and {operator}. Each shop sells in its own name: a purchase is a contract between you and that shop, whose legal name and address stand on its page and in its live room.",
    account: "Your account",
    accountText:
      "You sign in with an e-mail address or a mobile number that is yours. Keep your codes and your password to yourself. You may close your account at any time under Me, Privacy.",
    buying: "Buying",
    buyingText:
      "The price you see when you order is the price you pay. An order that is not paid in time closes by itself and costs nothing. Unless the product's page says why not, you may send goods back within 7 days of receipt without giving a reason: contact the shop within these 7 days, and within 7 days of the goods' return the operator of this market refunds you, or the shop if the money has gone to it already.",
    selling: "Selling and hosting",
    sellingText:
      "Sellers and hosts are verified before the first broadcast and again every six months. Hosts are at least 16 years old and do a training every year. What is said on air must be true; a slip is corrected on air.",
    conduct: "What is not allowed",
    conductText:
      "Faked orders, bought followers or reviews, misleading claims, goods that may not be sold, and harassment. Measures are proportionate, state their reason, and can be appealed against.",
    changes: "Changes",
    changesText:
      "When these terms change, the version at the top changes with them, and you are asked again before you go on.",
    contact: "How to reach us",
  },
  privacy: {
    title: "Privacy",
    what: "What we keep",
    whatText:
      "Your name here, the e-mail address or number you sign in with, the addresses you enter, what you order, what you say in live rooms, whom you follow, where you are signed in (kind of device and network, without the last part of the address), and, if you sell or host, the papers you were verified by. Names, numbers and addresses are encrypted in our database.",
    why: "What for",
    whyText:
      "To sign you in, to deliver and pay for orders, to answer for what was said and sold on air, and to tell you what you asked to be told of. We sell nothing of it, and no advertiser gets it.",
    who: "Who sees it",
    whoText:
      "A shop sees your address masked until it ships to you. Others in a room see your name. The legal name, address and phone of a verified seller stand on the shop's page, as the law asks. The payment provider gets the amount and the number of the order.",
    long: "How long",
    longText:
      "Until you delete your account. The law asks that orders, payments, broadcasts and chat are kept for three years; these stay, addresses encrypted and all of it under nobody's name. The papers of verified sellers and hosts stay too, encrypted and shown to nobody but an operator who must answer for a sale.",
    cookies: "Cookies and counting",
    cookiesText:
      "One cookie keeps you signed in, and one tells the page that you are. Your choice of language and of light or dark is kept in one each. There are no cookies of others and no tracking.",
    counted:
      "Pages that are opened are counted: one number per kind of page and day, kept for 13 months. No cookie, name, address, device or page visited before is part of it, and a browser that asks not to be tracked (Do Not Track, Global Privacy Control) is not counted.",
    notCounted: "Visits are not counted.",
    personal: "Personalization",
    personalText:
      "Hosts you follow come first on the home page, because you chose them; the other rooms follow by when they began, and every ten minutes the next one leads. Products and search results are not ordered by what you did, and your history changes nothing you are shown. Yours alone are the hosts you follow, the history of what you looked at (90 days) and the searches kept on your device. History and searches can be switched off under Me, Privacy; then both are emptied at once.",
    rights: "Your rights",
    rightsText:
      "You can see and download everything we hold about you, correct it, delete your account, and take back any consent. Write to us if a button does not do what you need.",
    contact: "Who answers for it",
  },
  version: "Version of {version}",
  template: "This page is a template",
  templateText:
    "Whoever runs this site has not filled in: {missing}. Until that is done, nobody answers for these words.",
  missing: { name: "their legal name", address: "their address", contact: "how to reach them" },
  someone: "the operator of this market",
  runner: "{name}, the operator of this market",
  demo: {
    title: "This is a demo",
    text: "The operator named here is made up. Nobody answers for these words, and no money or goods are real.",
    name: "Laotie Demo Operations Ltd (made up)",
    address: "1 Demo Road, Demotown",
    contact: "operator@demo.laotie.invalid",
  },
  name: "Legal name",
  address: "Address",
  reach: "Contact",
  notGiven: "not given",
  links: "Legal",
  agree:
    "By continuing you agree to the <terms></terms> and to how we handle your data, as told under <privacy></privacy>.",
  agreeTerms: "terms of use",
  agreePrivacy: "privacy",
  again: {
    title: "Our texts have changed",
    text: "Please read what is new, then agree to go on.",
    action: "I agree",
    read: "Read: {document}",
  },
} as const;
