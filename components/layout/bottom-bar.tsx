import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Role } from '@/lib/core/actor';
import { navItemsFor } from './nav-items';
import { NavLink } from './nav-link';

const ITEM =
  'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-[0.6875rem] text-muted aria-[current]:font-medium aria-[current]:text-accent-text';

/** The navigation of a phone: the four pages of the day, the rest behind `More`. */
export function BottomBar({ role, drawerId }: { role: Role; drawerId: string }) {
  const t = useTranslations('layout');
  return (
    <nav
      aria-label={t('mainPages')}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="grid grid-cols-5">
        {navItemsFor(role)
          .filter((item) => item.bottomBar)
          .map(({ href, name, Icon }) => (
            <li key={href}>
              <NavLink href={href} className={ITEM}>
                <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
                {t(`nav.${name}`)}
              </NavLink>
            </li>
          ))}
        <li>
          <button type="button" popoverTarget={drawerId} className={ITEM}>
            <Menu aria-hidden="true" className="size-5" strokeWidth={1.75} />
            {t('more')}
          </button>
        </li>
      </ul>
    </nav>
  );
}
