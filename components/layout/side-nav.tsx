import { useTranslations } from 'next-intl';
import type { Role } from '@/lib/core/actor';
import { navItemsFor } from './nav-items';
import { NavLink } from './nav-link';

const LINK =
  'flex h-10 items-center gap-3 rounded-lg px-3 text-ink-soft hover:bg-default hover:text-foreground aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-soft-foreground lg:h-9';

/** The links of the side navigation, for the rail and for the drawer of a phone. */
export function NavList({ role, label }: { role: Role; label: string }) {
  const t = useTranslations('layout');
  return (
    <nav aria-label={label}>
      <ul className="flex flex-col gap-0.5">
        {navItemsFor(role).map(({ href, name, Icon }) => (
          <li key={href}>
            <NavLink href={href} className={LINK}>
              <Icon aria-hidden="true" className="size-[1.125rem] shrink-0" strokeWidth={1.75} />
              {t(`nav.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
