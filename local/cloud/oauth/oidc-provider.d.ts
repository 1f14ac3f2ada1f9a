// The part of the library's interface that the local issuers use; it brings no types of its own.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Members = Record<string, unknown>;
  type MaybePromise<Value> = Value | Promise<Value>;

  export interface Adapter {
    upsert(id: string, payload: Members, expiresIn?: number): Promise<void>;
    find(id: string): Promise<Members | undefined>;
    findByUid(uid: string): Promise<Members | undefined>;
    findByUserCode(userCode: string): Promise<Members | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface Interaction {
    uid: string;
    exp: number;
    returnTo: string;
    params: Members;
    result?: Members;
    save(lifetimeSeconds: number): Promise<string>;
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export interface Token {
    accountId: string;
    clientId: string;
    grantId: string;
    scope?: string;
    destroy(): Promise<void>;
  }

  interface TokenModel {
    find(value: string): Promise<Token | undefined>;
  }

  export interface Context {
    type: string;
    body: unknown;
    set(name: string, value: string | string[]): void;
    oidc: { result?: Members };
  }

  export interface Account {
    accountId: string;
    claims(use: 'id_token' | 'userinfo'): MaybePromise<Members>;
  }

  export interface Configuration {
    adapter: (kind: string) => Adapter;
    clients: Members[];
    jwks: { keys: Members[] };
    routes: Record<string, string>;
    scopes: string[];
    claims: Record<string, string[]>;
    clientAuthMethods: string[];
    responseTypes: string[];
    conformIdTokenClaims: boolean;
    cookies: Members;
    extraParams: string[];
    features: Record<string, Members>;
    pkce: { required(): boolean };
    rotateRefreshToken: boolean;
    ttl: Record<string, number>;
    interactions: { policy: Policy; url(context: Context, interaction: Interaction): string };
    clientBasedCORS(): boolean;
    expiresWithSession(): MaybePromise<boolean>;
    findAccount(context: Context, id: string, source?: { grantId?: string }): Account;
    issueRefreshToken(
      context: Context,
      client: unknown,
      source: { grantId: string },
    ): MaybePromise<boolean>;
    renderError(context: Context, out: Members): MaybePromise<void>;
    revokeGrantPolicy(): boolean;
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    AccessToken: TokenModel;
    RefreshToken: TokenModel;
    Client: { prototype: { redirectUriAllowed(value: unknown): boolean } };
    Grant: new (members: {
      accountId: string;
      clientId: string;
    }) => Grant;
    Interaction: { find(uid: string): Promise<Interaction | undefined> };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'server_error', listener: (context: Context, error: Error) => void): this;
  }

  export class Check {
    constructor(reason: string, description: string, check: (context: Context) => boolean);
  }

  export class Prompt {
    constructor(about: { name: string; requestable: boolean }, ...checks: Check[]);
    checks: { add(check: Check): void };
  }

  export interface Policy {
    add(prompt: Prompt, at?: number): void;
    get(name: string): Prompt | undefined;
  }

  export const interactionPolicy: {
    base(): Policy;
    Check: typeof Check;
    Prompt: typeof Prompt;
  };
}
