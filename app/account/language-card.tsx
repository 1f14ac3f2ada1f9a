import { pageLanguage, pageMessages } from '#app/_kit/language.ts';
import { languages } from '#core/language.ts';
import { Card } from '#ui/card.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { languageNames } from '#ui/messages/messages.ts';
import { chooseLanguage } from './actions.ts';

/** The choice of a language, each by its own name. */
export async function LanguageCard() {
  const current = await pageLanguage();
  const t = (await pageMessages()).account.language;
  return (
    <Card id="language" title={t.title} lead={t.lead}>
      <div className="px-5 py-5 sm:px-6">
        <Form id="choose-language" action={chooseLanguage}>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
            <fieldset className="flex flex-wrap gap-x-6">
              <legend className="sr-only">{t.title}</legend>
              {languages.map((language) => (
                <label
                  // Another language is marked anew, and not moved from the one before.
                  key={`${language} ${language === current}`}
                  className="flex min-h-11 cursor-pointer items-center gap-2.5 text-label"
                >
                  <input
                    type="radio"
                    name="language"
                    value={language}
                    defaultChecked={language === current}
                    className="size-4.5 accent-accent"
                  />
                  <span lang={language}>{languageNames[language]}</span>
                </label>
              ))}
            </fieldset>
            <div className="w-full sm:w-auto">
              <Submit busy={t.submitting} kind="quiet">
                {t.submit}
              </Submit>
            </div>
          </div>
        </Form>
      </div>
    </Card>
  );
}
