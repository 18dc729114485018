import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ConnectionTestDto } from '@/lib/connections/schemas';
import { type GetStartedDto, GUIDE_STEPS, type GuideStep } from '@/lib/overview/guide-schemas';
import type { SyncRunDto } from '@/lib/sync/schemas';
import type { Outcome } from '../ui/outcome';
import { Panel } from '../ui/panel';
import { ConnectStep } from './connect-step';
import { CloseGuide, OpenUsage } from './guide-buttons';
import { LaterList } from './later-list';
import { StepItem } from './step-item';
import { SyncStep } from './sync-step';
import { TestStep } from './test-step';

type GuideActions = {
  trySandbox: () => Promise<Outcome<unknown>>;
  test: (id: string) => Promise<Outcome<ConnectionTestDto>>;
  sync: (id: string) => Promise<Outcome<SyncRunDto>>;
  noteChart: () => Promise<Outcome<unknown>>;
  close: () => Promise<Outcome<unknown>>;
};

/** What to do in the step that is open now. */
function StepContent({ step, guide, actions }: { step: GuideStep; guide: GetStartedDto; actions: GuideActions }) {
  const t = useTranslations('onboarding.assign');
  const { connection } = guide;
  if (step === 'connect' || connection === null) {
    return <ConnectStep sandboxRuns={guide.sandboxRuns} trySandbox={actions.trySandbox} />;
  }
  switch (step) {
    case 'test':
      return <TestStep connection={connection} test={actions.test.bind(null, connection.id)} />;
    case 'sync':
      return <SyncStep connection={connection} run={guide.run} start={actions.sync.bind(null, connection.id)} />;
    case 'assign':
      return guide.unassigned > 0 ? (
        <Link href="/connections/assign" className="button button--primary self-start">
          {t('review')}
        </Link>
      ) : (
        <Link href={`/connections/${connection.id}#accounts`} className="button button--outline self-start">
          {t('toAccounts')}
        </Link>
      );
    case 'chart':
      return <OpenUsage note={actions.noteChart} />;
  }
}

/** The way from the empty installation to the first chart, a step at a time. */
export function GetStartedPanel({ guide, actions }: { guide: GetStartedDto; actions: GuideActions }) {
  const t = useTranslations('onboarding.panel');
  const { connection, unassigned } = guide;
  const summary = (step: GuideStep): string => {
    const name = connection?.name ?? '';
    if (guide.done[step]) return t(`result.${step}`, { name });
    if (step === 'assign' && guide.now === 'assign') {
      return unassigned > 0
        ? t('withoutCustomer', { count: unassigned, more: String(unassigned >= 1_000) })
        : t('noAccounts', { name });
    }
    return t(`hint.${step}`);
  };
  return (
    <div id="get-started" className="mb-4 scroll-mt-4">
      <Panel
        title={t('title')}
        description={guide.now === null ? t('allDone') : t('intro')}
        action={<CloseGuide close={actions.close} />}
        flush
      >
        <ol>
          {GUIDE_STEPS.map((step, index) => (
            <StepItem
              key={step}
              no={index + 1}
              title={t(`step.${step}`)}
              state={guide.done[step] ? 'done' : step === guide.now ? 'now' : 'later'}
              summary={summary(step)}
            >
              {step === guide.now && <StepContent step={step} guide={guide} actions={actions} />}
            </StepItem>
          ))}
        </ol>
        <LaterList later={guide.later} />
      </Panel>
    </div>
  );
}
