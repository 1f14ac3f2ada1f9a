import type { address as english } from '../en/address.ts';

export const address: typeof english = {
  title: 'Adresse ändern',
};
