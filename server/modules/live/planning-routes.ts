import { planningRoutes } from "../../../contract/planning.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { showChecklist } from "./checklist.ts";
import type { LiveParts } from "./live-parts.ts";
import { planSession, rescheduleSession } from "./plans/plan-session.ts";
import { getUpcoming, listPlanned, listUpcoming, remind } from "./plans/show-plans.ts";
import { endRehearsal, sayToTeam, startRehearsal } from "./rehearse-session.ts";
import { showStudioSession } from "./run-down/show-studio-session.ts";
import { updateRunDown } from "./run-down/update-run-down.ts";
import { showSession } from "./show-sessions.ts";
import type { SessionRow } from "./tables.ts";

/** Plans, run-down, checklist and rehearsal. */
export function planningRoutesOf(live: LiveParts): BoundRoute[] {
  const forHost = (row: SessionRow) => showSession(live, live.ctx.db.reader, row, { asHost: true });
  return [
    handle(planningRoutes.listUpcomingSessions, ({ caller, query }) =>
      listUpcoming(live, caller?.account_id ?? null, query),
    ),
    handle(planningRoutes.getUpcomingSession, ({ caller, params }) =>
      getUpcoming(live, caller?.account_id ?? null, params.session_id),
    ),
    handle(planningRoutes.setReminder, ({ caller, params }) =>
      remind(live, caller.account_id, params.session_id, true),
    ),
    handle(planningRoutes.removeReminder, ({ caller, params }) =>
      remind(live, caller.account_id, params.session_id, false),
    ),
    handle(planningRoutes.listPlannedSessions, ({ caller }) => listPlanned(live, caller.account_id)),
    handle(planningRoutes.planSession, async ({ caller, body }) =>
      forHost(await planSession(live, caller.account_id, body)),
    ),
    handle(planningRoutes.rescheduleSession, async ({ caller, params, body }) =>
      forHost(await rescheduleSession(live, caller.account_id, params.session_id, new Date(body.planned_at))),
    ),
    handle(planningRoutes.getStudioSession, ({ caller, params }) =>
      showStudioSession(live, caller.account_id, params.session_id),
    ),
    handle(planningRoutes.updateRunDown, async ({ caller, params, body }) => {
      await updateRunDown(live, caller.account_id, params.session_id, body.items);
      return showStudioSession(live, caller.account_id, params.session_id);
    }),
    handle(planningRoutes.getChecklist, ({ caller, params }) =>
      showChecklist(live, caller.account_id, params.session_id),
    ),
    handle(planningRoutes.startRehearsal, async ({ caller, params }) =>
      forHost(await startRehearsal(live, caller.account_id, params.session_id)),
    ),
    handle(planningRoutes.endRehearsal, async ({ caller, params }) =>
      forHost(await endRehearsal(live, caller.account_id, params.session_id)),
    ),
    handle(planningRoutes.sayToTeam, ({ caller, params, body }) =>
      sayToTeam(live, caller, params.session_id, body.text),
    ),
  ];
}
