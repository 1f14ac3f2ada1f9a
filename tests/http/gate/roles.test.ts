import { expect, test } from 'vitest';
import { accessTable, ruleFor } from '#core/access.ts';
import { languages } from '#core/language.ts';
import { pathInLanguage, staticPages } from '#core/static-pages.ts';
import { builtPaths } from '#tests/support/built-tree.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { builtAction, builtActions, callAction } from '#tests/support/server-actions.ts';
import {
  cloud,
  registeredAddress,
  seededVisitor,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

/** A call, and its status for a visitor, a user, support and an administrator. */
type Row = [call: string, statuses: [number, number, number, number]];

const everyone = (status: number): Row[1] => [status, status, status, status];
const untilSignedIn: Row[1] = [200, 307, 307, 307];

const rows: Row[] = [
  ['GET /', everyone(200)],
  ['GET /refused', everyone(200)],
  ['GET /missing', everyone(200)],
  ['GET /unavailable', everyone(200)],
  ...languages.flatMap((language) =>
    staticPages.map((page): Row => [`GET ${pathInLanguage(page, language)}`, everyone(200)]),
  ),
  ['GET /sign-in', untilSignedIn],
  ['GET /register', untilSignedIn],
  ['GET /sign-out', everyone(200)],
  ['GET /check-email', everyone(200)],
  ['GET /verify-email', everyone(200)],
  ['GET /confirm-address', everyone(200)],
  ['GET /undo-change', everyone(200)],
  ['GET /not-me', everyone(200)],
  ['GET /forgot-password', everyone(200)],
  ['GET /reset-password', everyone(200)],
  ['GET /.well-known/change-password', everyone(303)],
  ['GET /auth/error', everyone(200)],
  ['GET /auth/nope', everyone(404)],
  ['GET /account', [307, 200, 200, 200]],
  ['GET /account/security', [307, 200, 200, 200]],
  ['GET /account/sessions', [307, 200, 200, 200]],
  ['GET /account/connections', [307, 200, 200, 200]],
  ['GET /account/nope', [307, 404, 404, 404]],
  // Who has just signed in has nothing to confirm, and goes on.
  ['GET /reauthenticate', everyone(307)],
  ['GET /admin', [307, 403, 200, 200]],
  ['GET /admin/mail', [307, 403, 200, 200]],
  ['GET /admin/nope', [307, 403, 404, 404]],
  ['GET /api/current', [401, 200, 200, 200]],
  ['GET /api/nope', [401, 404, 404, 404]],
  ['GET /api/admin/mail', [401, 403, 200, 200]],
  ['GET /api/admin/nope', [401, 403, 404, 404]],
  ['POST /api/reauthenticate', [401, 422, 422, 422]],
  ['GET /api/sessions', [401, 200, 200, 200]],
  // Without its scope; those that end something come last.
  ['DELETE /api/sessions', [401, 400, 400, 400]],
  ['DELETE /api/sessions/nope', [401, 404, 404, 404]],
  ['POST /api/password/change', [401, 422, 422, 422]],
  ['POST /api/password/set', [401, 422, 422, 422]],
  ['POST /api/password/strength', everyone(422)],
  ['POST /api/password/forgot', everyone(422)],
  ['POST /api/password/reset', everyone(422)],
  ['GET /api/admin/users/nope', [401, 403, 403, 405]],
  ['PATCH /api/admin/users/nope', [401, 403, 403, 422]],
  // Who shows no signature is nobody, whatever their role.
  ['POST /api/webhooks/resend', everyone(400)],
  ['GET /api/health', everyone(200)],
  ['GET /api/cron/deliver-mail', everyone(401)],
  ['POST /api/cron/deliver-mail', everyone(401)],
  ['GET /api/auth/session', everyone(200)],
  ['GET /api/auth/nope/deeper/still', everyone(404)],
  ['GET /api/auth/callback/credentials', everyone(405)],
  ['POST /api/sign-in', everyone(422)],
  ['POST /api/register', everyone(422)],
  ['POST /api/email/verification', everyone(422)],
  ['POST /api/email/verify', everyone(422)],
  ['POST /api/email/change', [401, 422, 422, 422]],
  ['POST /api/email/confirm', everyone(422)],
  ['POST /api/email/undo', everyone(422)],
  ['POST /api/not-me', everyone(422)],
  // Last, because it ends the session that the other rows need.
  ['POST /api/sign-out', everyone(204)],
];

const member: Row[1] = [401, 200, 200, 200];

/** Every action, posted to its own page without fields. */
const actionRows: Row[] = [
  ['register', everyone(200)],
  ['resendVerification', everyone(200)],
  ['signIn', everyone(200)],
  ['startProvider', everyone(200)],
  ['verifyEmail', everyone(200)],
  ['confirmAddressChange', everyone(200)],
  ['undoAddressChange', everyone(200)],
  ['disown', everyone(200)],
  ['changeAddress', member],
  ['forgotPassword', everyone(200)],
  ['resetPassword', everyone(200)],
  ['verifyEmailCode', everyone(200)],
  ['reauthenticate', member],
  ['changePassword', member],
  ['chooseLanguage', member],
  ['setPassword', member],
  ['connectProvider', member],
  ['disconnectProvider', member],
  ['checkAccess', member],
  ['resumeLetters', member],
  ['endSession', member],
  ['endOtherSessions', member],
];

/** Those that end the session of whoever runs them: each gets a session of its own. */
const endingActionRows: Row[] = [
  ['endAllSessions', member],
  ['signOut', everyone(200)],
];

const takesBody = (method: string, path: string) =>
  /^(POST|PATCH)$/.test(method) && !/sign-out|cron/.test(path);

async function statusOf(visitor: Visitor, call: string): Promise<number> {
  const [method = '', path = ''] = call.split(' ');
  return (await visitor.send(method, path, takesBody(method, path) ? {} : undefined)).status;
}

async function actionStatusOf(visitor: Visitor, name: string): Promise<number> {
  const { id, page } = builtAction(name);
  return (await callAction(visitor, page, id, { '0': '["$undefined","$K1"]' })).status;
}

async function columnOf(come: () => Promise<Visitor>): Promise<unknown> {
  const found: [string, number][] = [];
  const visitor = await come();
  for (const [name] of actionRows) found.push([name, await actionStatusOf(visitor, name)]);
  for (const [call] of rows) found.push([call, await statusOf(visitor, call)]);
  for (const [name] of endingActionRows) {
    found.push([name, await actionStatusOf(await come(), name)]);
  }
  return Object.fromEntries(found);
}

const expectedColumn = (at: number) =>
  Object.fromEntries(
    [...actionRows, ...rows, ...endingActionRows].map(([call, statuses]) => [call, statuses[at]]),
  );

test('AUTHZ-02 no rule, route or action is without a row', () => {
  const paths = rows.map(([call]) => call.split(' ')[1] ?? '');
  const covered = paths.map(ruleFor);
  expect(accessTable.filter((rule) => !covered.includes(rule))).toEqual([]);
  const routes = Object.values(builtPaths()).filter((path) => !/^\/(_|icon|favicon)|\[/.test(path));
  expect(routes.filter((path) => !paths.includes(path))).toEqual([]);
  const named = [...actionRows, ...endingActionRows].map(([name]) => name).sort();
  expect(
    builtActions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(named);
});

test('AUTHZ-02 every route and action answers each role as the table says', async () => {
  expect(await columnOf(async () => new Visitor())).toEqual(expectedColumn(0));
  for (const [at, role] of (['user', 'support', 'admin'] as const).entries()) {
    expect(await columnOf(() => seededVisitor(role)), role).toEqual(expectedColumn(at + 1));
  }
});

test('AUTHZ-02 an unverified and a disabled account stay outside', async () => {
  const unverified = await registeredAddress();
  const disabled = await verifiedVisitor();
  await cloud.sql(
    "update users set disabled_at = now(), disabled_reason = 'test' where email = $1",
    [disabled.email],
  );
  for (const [{ email, password }, code] of [
    [unverified, 'email_not_verified'],
    [disabled, 'account_disabled'],
  ] as const) {
    const visitor = new Visitor();
    expect(await refusalOf(await visitor.signIn(email, password))).toEqual([403, code]);
    expect(await columnOf(async () => visitor), code).toEqual(expectedColumn(0));
  }
});

test('AUTHZ-01 who acts is who is signed in, whatever body, query and headers say', async () => {
  const [own, other] = [await verifiedVisitor(), await verifiedVisitor()];
  const { user } = await (await other.visitor.fetch('/api/current')).json();
  const claims = { userId: user.id, sub: user.id, email: other.email, role: 'admin' };
  const query = new URLSearchParams({ ...claims, 'user.id': user.id, 'user[id]': user.id });
  const headers = {
    'x-user-id': user.id,
    'x-user-email': other.email,
    'x-user-role': 'admin',
    'x-forwarded-user': other.email,
    'x-auth-request-email': other.email,
    'remote-user': other.email,
    authorization: `Bearer ${user.id}`,
  };
  const current = await own.visitor.fetch(`/api/current?${query}`, { headers });
  expect((await current.json()).user).toMatchObject({ email: own.email, role: 'user' });
  for (const [call, statuses] of rows.slice(0, -1)) {
    const [method = '', path = ''] = call.split(' ');
    for (const [visitor, at] of [
      [new Visitor(), 0],
      [own.visitor, 1],
    ] as const) {
      const body = takesBody(method, path) ? { ...claims, user } : undefined;
      const answer = await visitor.send(method, `${path}?${query}`, body, headers);
      expect(answer.status, call).toBe(statuses[at]);
      // The address of the page itself is given back, and says nothing that was not said.
      const text = (await answer.text()).replaceAll(encodeURIComponent(other.email), '');
      if (at === 1 || path.startsWith('/api'))
        expect(text, call).not.toContain(`"email":"${other.email}"`);
      expect(text, call).not.toContain('What each role may do');
    }
  }
  const { id, page } = builtAction('signOut');
  const fields = { '0': '["$undefined","$K1"]', _1_userId: user.id, _1_email: other.email };
  expect((await callAction(own.visitor, `${page}?${query}`, id, fields, headers)).status).toBe(200);
  expect(own.visitor.session).toBeUndefined();
  expect((await other.visitor.fetch('/api/current')).status).toBe(200);
  const open = 'select count(*)::int as open from sessions where user_id = $1 and ended_at is null';
  expect(await cloud.sql(open, [user.id])).toEqual([{ open: 1 }]);
});
