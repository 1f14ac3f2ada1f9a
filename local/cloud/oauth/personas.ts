import { createHash } from 'node:crypto';
import type { IssuerName } from '../service.ts';

/** Somebody who can sign in at an issuer of the local cloud. */
export type Persona = {
  /** What a form sends as `persona`. */
  key: string;
  /** What the subject is a digest of: two personas with one subject are one account. */
  subject: string;
  name: string | null;
  email: string | null;
  isVerified: boolean;
  /** Microsoft's tenant. */
  tenant: string;
  /** What the persona is for, on its button. */
  note: string;
};

/** Microsoft's tenants: the first one, another one, and that of personal accounts. */
export const microsoftTenants = {
  first: '5d1c0a52-6f3e-4b8a-9c1d-2e7f40b3a916',
  second: 'c47be8d0-13a9-4e62-8f05-b9d6127ce3a4',
  consumers: '9188040d-6c67-4c5b-b112-36a304b66dad',
} as const;

const { first, second, consumers } = microsoftTenants;

const everywhere: Persona[] = [
  persona('ada', 'Ada Lovelace', 'ada@example.net', true, 'address verified'),
  persona('uma', 'Uma Thule', 'uma@example.net', false, 'address not verified'),
  persona('una', 'Una Seeded', 'user@example.com', true, 'has the address of a seeded account'),
  persona('nora', 'Nora Quiet', null, false, 'gives no address'),
  persona('chang', 'Chang Wei', 'chang@example.net', true, 'address verified'),
  {
    ...persona('chang-moved', 'Chang Wei', 'chang@example.org', true, 'Chang, with a new address'),
    subject: 'chang',
  },
];

const ofMicrosoft: Persona[] = [
  {
    ...persona('tess', 'Tess Other', 'tess@example.edu', true, 'of another tenant'),
    tenant: second,
  },
  {
    ...persona('cora', 'Cora Personal', 'cora@example.com', true, 'a personal account'),
    tenant: consumers,
  },
];

/** The personas of an issuer, in the order of their buttons. */
export function personasOf(issuer: IssuerName): readonly Persona[] {
  return issuer === 'microsoft' ? [...everywhere, ...ofMicrosoft] : everywhere;
}

/** Somebody of the free form: the same address is the same subject, whatever its case. */
export function personaOfAddress(email: string, name: string | null, isVerified: boolean): Persona {
  const subject = `address:${email.toLowerCase()}`;
  return { ...persona('address', name, email, isVerified, 'of the free form'), subject };
}

/** The digest from which an issuer makes a persona's ids: the same at every start. */
export function subjectDigest(issuer: IssuerName, { subject, tenant }: Persona, use = ''): Buffer {
  return createHash('sha256').update(`${issuer}\n${tenant}\n${subject}\n${use}`).digest();
}

function persona(
  key: string,
  name: string | null,
  email: string | null,
  isVerified: boolean,
  note: string,
): Persona {
  return { key, subject: key, name, email, isVerified, tenant: first, note };
}
