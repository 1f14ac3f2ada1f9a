// Made by `npm run emails:build` from emails/existing-account.tsx: change that file, never this one.
import { type RenderedLetter, address, escapeHtml, words } from '#emails/fill.ts';

export type ExistingAccountProps = { greeting: string; signInLink: string; siteName: string; siteOrigin: string };

/** Fills the letter "existing-account". Throws a TypeError on a prop that is missing or no web address. */
export function existingAccount(props: ExistingAccountProps): RenderedLetter {
  const greeting = words(props.greeting);
  const signInLink = address(props.signInLink);
  const siteName = words(props.siteName);
  const siteOrigin = words(props.siteOrigin);
  return {
    subject: [
      "You already have an account at ",
      siteName,
    ].join(''),
    text: [
      greeting,
      "\n",
      "\n",
      "Someone, probably you, tried to register at ",
      siteName,
      " with this address. It has an account already, so we made no second one and changed nothing. You can simply sign in:\n",
      signInLink,
      "\n",
      "\n",
      "If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists.\n",
      "\n",
      siteName,
      "\n",
      siteOrigin,
      "\n",
    ].join(''),
    html: [
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><html dir=\"ltr\" lang=\"en\"><head>",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
      "<meta content=\"text/html; charset=UTF-8\" http-equiv=\"Content-Type\"/>",
      "<meta name=\"x-apple-disable-message-reformatting\"/>",
      "<meta name=\"color-scheme\" content=\"light dark\"/>",
      "<meta name=\"supported-color-schemes\" content=\"light dark\"/>",
      "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no\"/>",
      "<title>You already have an account</title>",
      "<style>:root { color-scheme: light dark; supported-color-schemes: light dark; } body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; } a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; } @media (max-width: 480px) { .margin { padding: 24px 12px !important; } .inside { padding: 28px 20px !important; } .heading { font-size: 24px !important; line-height: 30px !important; } .button { display: block !important; text-align: center !important; } } @media (prefers-color-scheme: dark) { .body, .body > table > tbody > tr > td, .page { background-color: #111315 !important; } .card { background-color: #1a1d20 !important; border-color: #2c3035 !important; } .ink { color: #f0f1ef !important; } .muted { color: #a3a9af !important; } .button { background-color: #f0f1ef !important; color: #16181a !important; } .code { background-color: #24282c !important; color: #f0f1ef !important; } .rule { border-top-color: #2c3035 !important; } }</style></head>",
      "<body class=\"body\" dir=\"ltr\" lang=\"en\" style=\"background-color:#f3f4f2;margin:0;padding:0\">",
      "<div style=\"display:none;overflow:hidden;line-height:1px;opacity:0;max-height:0;max-width:0\" data-skip-in-text=\"true\">Someone tried to register at ",
      escapeHtml(siteName),
      " with your address. Nothing has changed.",
      "<div>\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff\u00a0\u200c\u200b\u200d\ufeff</div></div>",
      "<table border=\"0\" width=\"100%\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" align=\"center\"><tbody><tr><td dir=\"ltr\" lang=\"en\" style=\"margin:0;padding:0;background-color:#f3f4f2\">",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" class=\"page\" style=\"background-color:#f3f4f2;font-family:-apple-system, BlinkMacSystemFont, &#x27;Segoe UI&#x27;, Roboto, &#x27;Helvetica Neue&#x27;, Arial, sans-serif\"><tbody><tr><td>",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" style=\"max-width:560px;width:100%;margin:0 auto\"><tbody><tr style=\"width:100%\"><td class=\"margin\" style=\"padding:40px 20px\">",
      "<p class=\"ink\" style=\"font-size:17px;line-height:24px;margin:0 0 20px;color:#1f2225;font-weight:600;letter-spacing:-0.01em;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(siteName),
      "</p>",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" class=\"card\" style=\"background-color:#ffffff;border:1px solid #e1e3df;border-radius:14px;border-collapse:separate\"><tbody><tr><td class=\"inside\" style=\"padding:40px\">",
      "<h1 class=\"heading ink\" style=\"margin:0 0 20px;color:#1f2225;font-size:26px;font-weight:600;letter-spacing:-0.02em;line-height:32px\">You already have an account</h1>",
      "<p class=\"ink\" style=\"font-size:16px;line-height:26px;margin:0 0 20px;color:#1f2225;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">",
      escapeHtml(greeting),
      "</p>",
      "<p class=\"ink\" style=\"font-size:16px;line-height:26px;margin:0 0 20px;color:#1f2225;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">Someone, probably you, tried to register at ",
      escapeHtml(siteName),
      " with this address. It has an account already, so we made no second one and changed nothing. You can simply sign in.</p>",
      "<table align=\"center\" width=\"100%\" border=\"0\" cellPadding=\"0\" cellSpacing=\"0\" role=\"presentation\" style=\"margin:0 0 32px\"><tbody><tr><td>",
      "<a class=\"button\" href=\"",
      escapeHtml(signInLink),
      "\" style=\"line-height:100%;text-decoration:none;display:inline-block;max-width:100%;mso-padding-alt:0px;background-color:#1f2225;border-radius:10px;color:#ffffff;font-size:16px;font-weight:600;padding:15px 28px;padding-top:15px;padding-right:28px;padding-bottom:15px;padding-left:28px\" target=\"_blank\"><span><!--[if mso]><i style=\"mso-font-width:466.6666666666667%;mso-text-raise:22.5px\" hidden>&#8202;&#8202;&#8202;</i><![endif]--></span><span style=\"max-width:100%;display:inline-block;line-height:120%;mso-padding-alt:0px;mso-text-raise:11.25px\">Sign in</span><span><!--[if mso]><i style=\"mso-font-width:466.6666666666667%\" hidden>&#8202;&#8202;&#8202;&#8203;</i><![endif]--></span></a></td></tr></tbody></table>",
      "<hr class=\"rule\" style=\"width:100%;border:none;border-color:transparent;border-top:1px solid #e1e3df;margin:32px 0 24px\"/>",
      "<p class=\"muted\" style=\"font-size:14px;line-height:22px;margin:0 0 20px;color:#5b6066;margin-top:0;margin-right:0;margin-bottom:20px;margin-left:0\">If it was not you, there is nothing to do: your account is as it was, and whoever it was did not learn that it exists.</p>",
      "<p class=\"muted\" style=\"font-size:14px;line-height:22px;margin:0;color:#5b6066;margin-top:0;margin-bottom:0;margin-left:0;margin-right:0\">If the button does not work, open this address:<br/>",
      "<a class=\"muted\" href=\"",
      escapeHtml(signInLink),
      "\" style=\"color:#5b6066;text-decoration-line:none;text-decoration:underline;word-break:break-all\" target=\"_blank\">",
      escapeHtml(signInLink),
      "</a></p></td></tr></tbody></table>",
      "<p class=\"muted\" style=\"font-size:13px;line-height:20px;margin:24px 0 0;color:#5b6066;margin-top:24px;margin-right:0;margin-bottom:0;margin-left:0\">Sent by ",
      escapeHtml(siteName),
      ", ",
      escapeHtml(siteOrigin),
      "</p></td></tr></tbody></table></td></tr></tbody></table></td></tr></tbody></table></body></html>",
    ].join(''),
  };
}
