// The layers of docs/architecture.md as rules. Chains count as well as direct imports where a
// bundle would carry the whole chain to the edge.

const nodeBuiltins = {
  name: 'no-node-modules-below-the-edge',
  comment: 'core, db, server, ui, app, auth.ts and middleware.ts run on the edge: Web APIs alone.',
  severity: 'error',
  from: {
    path: '^(core|db|server|ui|app)/|^(auth|middleware)\\.ts$',
    pathNot: '^db/migrate\\.ts$',
  },
  // AsyncLocalStorage is part of the edge runtime.
  to: { dependencyTypes: ['core'], pathNot: '^(node:)?async_hooks$' },
};

/** A layer may import itself and what is named; the rest of the house and npm are closed to it. */
function layer(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { pathNot: [...allowed.map((path) => `^${path}`)] },
  };
}

const npm = (...names) => names.map((name) => `node_modules/${name}/`);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    nodeBuiltins,
    layer(
      'core-knows-nothing-of-the-world',
      '^core/',
      ['core/', ...npm('zod', 'jose')],
      'core imports core, zod and jose; never next, react, node: or another layer.',
    ),
    layer(
      'db-knows-core-and-drizzle',
      '^db/',
      [
        'db/',
        'core/',
        ...npm(
          'drizzle-orm',
          '@neondatabase/serverless',
          '@auth/core',
          '@auth/drizzle-adapter',
          'next-auth',
          'zod',
        ),
      ],
      'db imports core, drizzle and the Neon driver.',
    ),
    layer(
      'emails-know-core-and-react',
      '^emails/',
      [
        'emails/',
        'core/',
        ...npm('react', '@types/react', 'react-email', 'resend', 'zod'),
        '(node:)?(fs|url|util|path|process)',
      ],
      'emails imports core, react and resend; its compiler runs on Node.',
    ),
    layer(
      'server-plugs-adapters-in',
      '^server/',
      [
        'server/',
        '(node:)?async_hooks$',
        'core/',
        'db/',
        'emails/',
        ...npm(
          '@upstash/redis',
          '@upstash/ratelimit',
          'argon2id',
          'bowser',
          'zod',
          'jose',
          '@auth/core',
          'next-auth',
          'next',
        ),
      ],
      'server imports core, db, emails, Upstash and argon2id.',
    ),
    layer(
      'ui-shows-what-core-types-say',
      '^ui/',
      [
        'ui/',
        'core/',
        ...npm(
          'react',
          '@types/react',
          'react-dom',
          '@types/react-dom',
          'next',
          'next-auth',
          '@fontsource-variable',
        ),
      ],
      'ui imports core, react, next and next-auth/react.',
    ),
    {
      name: 'app-never-asks-the-database',
      comment: 'Pages, actions and handlers reach db and emails through the use cases and server.',
      severity: 'error',
      from: { path: '^app/' },
      to: {
        path: '^(db|emails|local|tests)/|node_modules/(drizzle-orm|@neondatabase|resend|@upstash)/',
      },
    },
    layer(
      'auth-knows-core-and-server',
      '^auth\\.ts$',
      ['core/', 'server/', ...npm('next-auth', '@auth/core', 'next')],
      'auth.ts imports core, server and next-auth.',
    ),
    layer(
      'middleware-decides-by-core-alone',
      '^middleware\\.ts$',
      ['core/', 'server/edge-', ...npm('next')],
      'middleware.ts imports core and the bare fetches of the stores.',
    ),
    {
      name: 'middleware-stays-thin',
      comment: 'Nothing heavy reaches the gate, through however many files.',
      severity: 'error',
      from: { path: '^middleware\\.ts$' },
      to: {
        path: '^(auth\\.ts|db/(?!session-look\\.ts)|emails/|ui/|app/|local/)|node_modules/(next-auth|@auth|drizzle-orm|@neondatabase|@upstash|resend|react|react-dom|argon2id|zod)/',
        reachable: true,
      },
    },
    {
      name: 'the-site-never-reaches-the-compiler',
      comment: 'The renderer of letters cannot run on the edge: only its output ships.',
      severity: 'error',
      from: { path: '^(app|server|ui)/|^(auth|middleware)\\.ts$' },
      to: { path: 'node_modules/(react-email|@react-email)/', reachable: true },
    },
    {
      name: 'nobody-imports-local',
      comment: 'The local cloud and the launcher know the site; the site knows nothing of them.',
      severity: 'error',
      from: { pathNot: '^(local|tests)/' },
      to: { path: '^local/' },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'Test code never ships.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere hides whatever stands behind it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages-in-the-site',
      comment: 'What ships depends on what production installs.',
      severity: 'error',
      from: { path: '^(core|db|server|ui|app)/|^(auth|middleware)\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['edge-light', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
