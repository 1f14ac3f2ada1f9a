import { Notice } from './notice.tsx';

type Words = { title: string; text: string; later: string; banner: string; change: string };

/** Asks for a change of a breached password, kindly, above the form that does it; `laterPath` goes on. */
export function BreachedPassword({ words, laterPath }: { words: Words; laterPath: string }) {
  return (
    <div className="-mb-6">
      <Notice kind="info" title={words.title} text={words.text}>
        <a className="link mt-1 inline-block py-1 pointer-coarse:py-3" href={laterPath}>
          {words.later}
        </a>
      </Notice>
    </div>
  );
}

/** Reminds of it on other pages, in one line. */
export function BreachedPasswordBanner({ words, path }: { words: Words; path: string }) {
  return (
    <div className="-mb-6">
      <Notice kind="info" title={words.banner}>
        <a className="link mt-1 inline-block py-1 pointer-coarse:py-3" href={path}>
          {words.change}
        </a>
      </Notice>
    </div>
  );
}
