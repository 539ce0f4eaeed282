import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import {
  trainingAnswers,
  trainingChoices,
  trainingQuestions,
  trainingVersion,
  type TrainingQuestion,
} from "../../../contract/law.ts";
import { useAccount } from "../../api/account.ts";
import { useAct } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { SignedIn } from "../work/guard.tsx";

type Choice = (typeof trainingChoices)[number];
type Answers = Partial<Record<TrainingQuestion, Choice>>;
const rules = ["one", "two", "three", "four", "five", "six", "seven", "eight"] as const;

/** The rulebook in short and a few questions; whoever goes on air did it within a year. */
export function TrainingPage() {
  const t = useTranslations("training");
  const account = useAccount();
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} back="/studio" />
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <div className="grid gap-4">
          {account !== null && account !== undefined && account.training_valid_until !== null && (
            <Held account={account} />
          )}
          <Section title={t("rules")}>
            <ul className="grid gap-2.5">
              {rules.map((rule) => (
                <li key={rule} className="flex gap-2.5">
                  <Check size={18} aria-hidden className="mt-0.5 shrink-0 text-jade" />
                  {t(`rule.${rule}`)}
                </li>
              ))}
            </ul>
          </Section>
          <Questions />
        </div>
      </SignedIn>
    </PageBody>
  );
}

function Held({ account }: { readonly account: Account }) {
  const t = useTranslations("training");
  const time = useTimeText();
  return (
    <section className="card flex flex-wrap items-center justify-between gap-3 p-4">
      <p>{t("valid", { until: time(account.training_valid_until ?? "", "day") })}</p>
      <Link to="/studio" className={buttonClass("solid", "s")}>
        {t("toStudio")}
      </Link>
    </section>
  );
}

function Questions() {
  const t = useTranslations("training");
  const time = useTimeText();
  const [answers, setAnswers] = useState<Answers>({});
  const send = useAct("acknowledgeTraining", { refreshes: ["getAccount", "getChecklist"] });
  const right = trainingQuestions.every((one) => answers[one] === trainingAnswers[one]);
  const held = send.done?.training_valid_until ?? null;
  if (held !== null)
    return (
      <Section>
        <p role="status" className="font-semibold">
          {t("done", { until: time(held, "day") })}
        </p>
        <Link to="/studio" className={classNames(buttonClass("solid"), "mt-3")}>
          {t("toStudio")}
        </Link>
      </Section>
    );
  return (
    <>
      <h2 className="mt-2 text-md font-semibold">{t("questions")}</h2>
      {trainingQuestions.map((question) => (
        <Question
          key={question}
          question={question}
          chosen={answers[question]}
          onChoose={(choice) => setAnswers({ ...answers, [question]: choice })}
        />
      ))}
      <ErrorLine error={send.error} />
      <Button
        kind="solid"
        size="l"
        wide
        busy={send.busy}
        disabled={!right}
        aria-describedby="training-missing"
        onClick={() => right && send.run({ body: { version: trainingVersion, answers: answers as Required<Answers> } })}
      >
        {t("send")}
      </Button>
      <p id="training-missing" className="text-center text-sm text-muted">
        {right ? "" : t("missing")}
      </p>
    </>
  );
}

function Question({
  question,
  chosen,
  onChoose,
}: {
  readonly question: TrainingQuestion;
  readonly chosen: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}) {
  const t = useTranslations("training");
  const right = chosen === trainingAnswers[question];
  return (
    <fieldset className="card p-4">
      <legend className="float-left mb-2 w-full font-semibold">{t(`question.${question}.ask`)}</legend>
      <div className="clear-both grid gap-1.5">
        {trainingChoices.map((choice) => (
          <label
            key={choice}
            className={classNames(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-m border px-3 py-2",
              chosen === choice ? "border-ink bg-wash" : "border-line",
            )}
          >
            <input
              type="radio"
              name={question}
              checked={chosen === choice}
              onChange={() => onChoose(choice)}
              className="size-4.5 shrink-0 accent-ink"
            />
            {t(`question.${question}.${choice}`)}
          </label>
        ))}
      </div>
      <p role="status" className="text-sm">
        {chosen !== undefined && (
          <span className="mt-2 block">
            <span className={classNames("font-semibold", right ? "text-jade" : "text-amber-text")}>
              {t(right ? "right" : "wrong")}
            </span>{" "}
            <span className="text-muted">{t(`question.${question}.why`)}</span>
          </span>
        )}
      </p>
    </fieldset>
  );
}
