import { AgentStart } from '@/components/onboarding/agent-start';
import { GetStartedPanel } from '@/components/onboarding/get-started-panel';
import { ClientWords } from '@/components/ui/client-words';
import type { AgentStartDto, GetStartedDto } from '@/lib/overview/guide-schemas';
import { startSyncAction, testConnectionAction } from './connections/[id]/actions';
import { noteChartSeenAction, setGuideAction, trySandboxAction } from './guide-actions';

/** How to begin: the guide for administrators of a new installation, a hint for an agent who has not sold yet. */
export function GetStarted({ guide, agent }: { guide: GetStartedDto | null; agent: AgentStartDto | null }) {
  if (agent) return <AgentStart {...agent} />;
  if (!guide) return null;
  return (
    <ClientWords of={['onboarding.client', 'connections.client']}>
      <GetStartedPanel
        guide={guide}
        actions={{
          trySandbox: trySandboxAction,
          test: testConnectionAction,
          sync: startSyncAction,
          noteChart: noteChartSeenAction,
          close: setGuideAction.bind(null, false),
        }}
      />
    </ClientWords>
  );
}
