import { pageLanguage } from '#app/_kit/language.ts';
import { Refused } from '../(static)/refused.tsx';

/** What a page says that refuses by itself: the gate has answered before it, where there is one. */
export default async function Forbidden() {
  return <Refused language={await pageLanguage()} />;
}
