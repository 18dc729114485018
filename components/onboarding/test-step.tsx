import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ConnectionDto, ConnectionTestDto } from '@/lib/connections/schemas';
import { TestPanel } from '../connections/test-panel';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProviderWords } from '../ui/said';

/** Whether the provider answers, in words, and what to do when it does not. */
export function TestStep({
  connection,
  test,
}: {
  connection: ConnectionDto;
  test: () => Promise<Outcome<ConnectionTestDto>>;
}) {
  const t = useTranslations('onboarding.test');
  const { status, statusDetail, name } = connection;
  const refused = status === 'unauthorized';
  return (
    <>
      {(refused || status === 'failing') && (
        <Notice tone="warning" title={t(refused ? 'refused' : 'failing', { name })}>
          {statusDetail && (
            <p>
              <ProviderWords text={statusDetail} />
            </p>
          )}
          <p>
            {t.rich(refused ? 'refusedHelp' : 'failingHelp', {
              link: (text) => (
                <Link href={`/connections/${connection.id}`} className="link font-semibold">
                  {text}
                </Link>
              ),
            })}
          </p>
        </Notice>
      )}
      <TestPanel test={test} />
    </>
  );
}
