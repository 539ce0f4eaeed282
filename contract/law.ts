/** The texts people agree to. A version is the day its words changed; whoever agreed to an older one is asked again. */
export const legalDocuments = ["terms", "privacy"] as const;
export type LegalDocument = (typeof legalDocuments)[number];
export const legalVersions: Readonly<Record<LegalDocument, string>> = { terms: "2026-11-23", privacy: "2026-11-23" };

/** The yearly training of hosts (DOMAIN §5 rule 1): which answer to each question is right. Its words are the client's. */
export const trainingVersion = "2026-11";
export const trainingAnswers = {
  superlatives: "c",
  medical: "b",
  comparison: "a",
  slip: "c",
  returns: "b",
  minors: "a",
} as const;
export type TrainingQuestion = keyof typeof trainingAnswers;
export const trainingQuestions = Object.keys(trainingAnswers) as readonly TrainingQuestion[];
export const trainingChoices = ["a", "b", "c"] as const;
