/** The twelve hosts, by shop. */
import type { Look } from "./look.ts";

export const looks: Readonly<Record<string, Look>> = {
  orchard: { skin: "d99f6c", hair: "2a211c", shirt: "96341f", hairStyle: "cropped", hat: "straw", age: "middle", over: "apron", overHex: "2f2a26", beard: "stubble" },
  tea: { skin: "f2cda8", hair: "241a17", shirt: "dfe6d8", hairStyle: "bun", woman: true, age: "young", over: "cardigan", overHex: "7f9a7c" },
  ceramics: { skin: "efc39a", hair: "3b2418", shirt: "5f7f8c", hairStyle: "bob", woman: true, age: "young", over: "apron", overHex: "d9c7a6" },
  outdoor: { skin: "b97a4c", hair: "1e1815", shirt: "c8622e", hairStyle: "cropped", hat: "beanie", hatHex: "2f5a5e", age: "young", over: "vest", overHex: "3d4a42", beard: "stubble" },
  tools: { skin: "dcaa7c", hair: "b9b4ac", shirt: "4a6078", hairStyle: "receding", glasses: true, age: "old", over: "apron", overHex: "7a5a38", beard: "moustache" },
  kitchen: { skin: "e9b88c", hair: "2b1c18", shirt: "f1ebdf", hairStyle: "permed", woman: true, age: "middle", over: "apron", overHex: "b03a2a" },
  textile: { skin: "f0c8a0", hair: "1f1613", shirt: "e9dfc8", hairStyle: "braid", woman: true, glasses: true, age: "young", over: "cardigan", overHex: "36588c" },
  snacks: { skin: "e2ac7a", hair: "241a16", shirt: "d9a441", hairStyle: "cropped", hat: "cap", hatHex: "a8402c", age: "middle", over: "apron", overHex: "5b3a2a" },
  stationery: { skin: "e3b78c", hair: "d6d2ca", shirt: "efe8d8", hairStyle: "swept", glasses: true, age: "old", over: "cardigan", overHex: "54606a", beard: "goatee" },
  flowers: { skin: "c08552", hair: "1c1412", shirt: "b8496a", hairStyle: "waves", hat: "scarf", hatHex: "3f7a74", woman: true, age: "young", over: "none", overHex: "000000" },
  pets: { skin: "f1cba6", hair: "b5744a", shirt: "6f8fb0", hairStyle: "swept", age: "young", over: "vest", overHex: "f0d58a" },
  soap: { skin: "dba77a", hair: "cfcac2", shirt: "6b7f68", hairStyle: "bun", woman: true, age: "old", over: "apron", overHex: "c9bfa8" },
};
