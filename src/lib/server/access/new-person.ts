import * as v from 'valibot';
import { ROLES } from '$lib/access/role';
import { isReservedName } from '$lib/access/person-name';
import { person } from '$lib/server/answers/words-of-people';
import type { Issue, Parsed } from '$lib/usage/filters';
import { passwordFault } from './password';

/** An address of a person: kept in lower case, so that it names one person however it is typed. */
export const email = v.pipe(
  v.string('must be an e-mail address'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'is longer than 254 characters'),
  v.email('is not an e-mail address such as ada@example.com'),
);

/** A name for a person. */
export const name = v.pipe(
  person,
  v.check((text) => !isReservedName(text), 'is kept for what is no person: choose another'),
);

/** Names tell people apart in everything that is written down. */
export const NAME_TAKEN: Issue = {
  where: 'name',
  message: 'Somebody here has that name already: add what tells you apart',
};

/** What a person may be. */
export const role = v.picklist(ROLES, `must be one of ${ROLES.join(', ')}`);

/** A form's name and password, for the person of an address. */
export function parseNewPerson(
  form: URLSearchParams,
  address: string,
): Parsed<{ name: string; email: string; password: string }> {
  const named = v.safeParse(name, form.get('name') ?? '');
  const mail = v.safeParse(email, address);
  const password = form.get('password') ?? '';
  const fault = passwordFault(password, address);
  if (named.success && mail.success && fault === undefined)
    return { ok: true, value: { name: named.output, email: mail.output, password } };
  return {
    ok: false,
    issues: [
      ...(named.success ? [] : [{ where: 'name', message: `Your name ${named.issues[0].message}` }]),
      ...(mail.success ? [] : [{ where: 'email', message: `The address ${mail.issues[0].message}` }]),
      ...(fault === undefined ? [] : [{ where: 'password', message: fault }]),
    ],
  };
}
