export const flash = {
  label: "Flash sale",
  fansOnly: "for fans of before the announcement",
  opensIn: "opens in {time}",
  endsIn: "{time} left",
  left: "{left, number} of {quantity, number} left · {max, plural, one {# each} other {up to # each}}",
  mayComeBack:
    "{count, plural, =0 {Every unit is taken.} one {Taken. # is not paid yet and may come back.} other {Taken. # are not paid yet and may come back.}}",
  allSold: "{count, plural, one {Sold out: # unit, paid.} other {Sold out: # units, all paid.}}",
  over: "Over. What was left is on sale at the normal price.",
  cancelled: "The host called it off.",
  notForYou: "For fans who followed before it was announced.",
  haveYours: "{count, plural, one {You have your # unit.} other {You have your # units.}}",
  soon: "Soon",
  buy: "Get it",
  taken: "Taken",
  ended: "Over",
} as const;
