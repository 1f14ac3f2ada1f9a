CREATE TYPE "public"."role" AS ENUM('user', 'support', 'admin');--> statement-breakpoint
CREATE TYPE "public"."session_end_reason" AS ENUM('signed_out', 'replaced', 'expired');--> statement-breakpoint
CREATE TYPE "public"."sign_in_method" AS ENUM('password', 'google', 'github', 'microsoft');--> statement-breakpoint
CREATE TYPE "public"."sign_in_result" AS ENUM('succeeded', 'invalid_credentials', 'email_not_verified', 'account_disabled', 'too_many_attempts');--> statement-breakpoint
CREATE TYPE "public"."token_purpose" AS ENUM('verify_email', 'reset_password', 'change_email');--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token_sealed" text,
	"access_token_sealed" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "accounts_pkey" PRIMARY KEY("provider","provider_account_id"),
	CONSTRAINT "accounts_type" CHECK ("accounts"."type" in ('oauth', 'oidc')),
	CONSTRAINT "accounts_provider_form" CHECK ("accounts"."provider" ~ '^[a-zA-Z0-9_.-]{1,80}$'),
	CONSTRAINT "accounts_provider_account_id_length" CHECK (length("accounts"."provider_account_id") between 1 and 255),
	CONSTRAINT "accounts_refresh_token_sealed_form" CHECK ("accounts"."refresh_token_sealed" ~ '^eyJ[A-Za-z0-9_-]+([.][A-Za-z0-9_-]*){4}$'),
	CONSTRAINT "accounts_access_token_sealed_form" CHECK ("accounts"."access_token_sealed" ~ '^eyJ[A-Za-z0-9_-]+([.][A-Za-z0-9_-]*){4}$')
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"result" text NOT NULL,
	"actor_id" uuid,
	"subject_id" uuid,
	"method" text,
	"ip" text,
	"user_agent" text,
	"request_id" text NOT NULL,
	"details" jsonb,
	CONSTRAINT "audit_events_kind_form" CHECK ("audit_events"."kind" ~ '^[a-zA-Z0-9_.-]{1,80}$'),
	CONSTRAINT "audit_events_result_form" CHECK ("audit_events"."result" ~ '^[a-zA-Z0-9_.-]{1,80}$'),
	CONSTRAINT "audit_events_user_agent_length" CHECK (length("audit_events"."user_agent") between 1 and 512)
);
--> statement-breakpoint
CREATE TABLE "limit_counters" (
	"key" text NOT NULL,
	"window_started_at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "limit_counters_pkey" PRIMARY KEY("key","window_started_at"),
	CONSTRAINT "limit_counters_key_length" CHECK (length("limit_counters"."key") between 1 and 200),
	CONSTRAINT "limit_counters_count" CHECK ("limit_counters"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "one_time_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" "token_purpose" NOT NULL,
	"email_normalised" text NOT NULL,
	"token_digest" text NOT NULL,
	"code_digest" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"superseded_at" timestamp with time zone,
	CONSTRAINT "one_time_tokens_email_normalised_form" CHECK ("one_time_tokens"."email_normalised" = lower("one_time_tokens"."email_normalised" collate "C") and "one_time_tokens"."email_normalised" like '%_@_%' and length("one_time_tokens"."email_normalised") <= 320),
	CONSTRAINT "one_time_tokens_token_digest_form" CHECK ("one_time_tokens"."token_digest" ~ '^[A-Za-z0-9_-]{43}$'),
	CONSTRAINT "one_time_tokens_code_digest_form" CHECK ("one_time_tokens"."code_digest" ~ '^[A-Za-z0-9_-]{43}$'),
	CONSTRAINT "one_time_tokens_password_hash_form" CHECK ("one_time_tokens"."password_hash" like '$argon2id$%'),
	CONSTRAINT "one_time_tokens_tries" CHECK ("one_time_tokens"."tries" >= 0),
	CONSTRAINT "one_time_tokens_lifetime" CHECK ("one_time_tokens"."expires_at" > "one_time_tokens"."created_at"),
	CONSTRAINT "one_time_tokens_one_end" CHECK ("one_time_tokens"."used_at" is null or "one_time_tokens"."superseded_at" is null)
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"recipient" text NOT NULL,
	"recipient_normalised" text NOT NULL,
	"props_sealed" text,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"buried_at" timestamp with time zone,
	"provider_id" text,
	"last_error_code" text,
	CONSTRAINT "outbox_template_form" CHECK ("outbox"."template" ~ '^[a-zA-Z0-9_.-]{1,80}$'),
	CONSTRAINT "outbox_recipient_normalised_form" CHECK ("outbox"."recipient_normalised" = lower("outbox"."recipient_normalised" collate "C") and "outbox"."recipient_normalised" like '%_@_%' and length("outbox"."recipient_normalised") <= 320),
	CONSTRAINT "outbox_props_sealed_form" CHECK ("outbox"."props_sealed" ~ '^eyJ[A-Za-z0-9_-]+([.][A-Za-z0-9_-]*){4}$'),
	CONSTRAINT "outbox_attempts" CHECK ("outbox"."attempts" >= 0),
	CONSTRAINT "outbox_one_end" CHECK ("outbox"."sent_at" is null or "outbox"."buried_at" is null),
	CONSTRAINT "outbox_props_until_the_end" CHECK (("outbox"."props_sealed" is not null) = ("outbox"."sent_at" is null and "outbox"."buried_at" is null)),
	CONSTRAINT "outbox_sent_has_provider_id" CHECK (("outbox"."sent_at" is null) = ("outbox"."provider_id" is null))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"method" "sign_in_method" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"absolute_expires_at" timestamp with time zone NOT NULL,
	"ip" text,
	"user_agent" text,
	"ended_at" timestamp with time zone,
	"end_reason" "session_end_reason",
	CONSTRAINT "sessions_id_length" CHECK (length("sessions"."id") between 22 and 64),
	CONSTRAINT "sessions_user_agent_length" CHECK (length("sessions"."user_agent") between 1 and 512),
	CONSTRAINT "sessions_ended" CHECK (("sessions"."ended_at" is null) = ("sessions"."end_reason" is null)),
	CONSTRAINT "sessions_lifetime" CHECK ("sessions"."absolute_expires_at" > "sessions"."created_at")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"email_digest" text NOT NULL,
	"method" "sign_in_method" NOT NULL,
	"result" "sign_in_result" NOT NULL,
	"ip_prefix" text,
	"user_agent" text,
	CONSTRAINT "sign_in_attempts_email_digest_form" CHECK ("sign_in_attempts"."email_digest" ~ '^[A-Za-z0-9_-]{43}$'),
	CONSTRAINT "sign_in_attempts_user_agent_length" CHECK (length("sign_in_attempts"."user_agent") between 1 and 512)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"email_normalised" text NOT NULL,
	"email_verified_at" timestamp with time zone,
	"name" text,
	"image" text,
	"role" "role" DEFAULT 'user' NOT NULL,
	"password_hash" text,
	"password_changed_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"disabled_until" timestamp with time zone,
	"disabled_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_form" CHECK ("users"."email" like '%_@_%' and length("users"."email") <= 254),
	CONSTRAINT "users_email_normalised_form" CHECK ("users"."email_normalised" = lower("users"."email_normalised" collate "C") and "users"."email_normalised" like '%_@_%' and length("users"."email_normalised") <= 320),
	CONSTRAINT "users_name_length" CHECK (length("users"."name") between 1 and 100),
	CONSTRAINT "users_image_length" CHECK (length("users"."image") between 1 and 2048),
	CONSTRAINT "users_password_hash_form" CHECK ("users"."password_hash" like '$argon2id$%'),
	CONSTRAINT "users_disabled_reason" CHECK (length("users"."disabled_reason") between 1 and 500),
	CONSTRAINT "users_disabled" CHECK (("users"."disabled_at" is null) = ("users"."disabled_reason" is null) and ("users"."disabled_until" is null or ("users"."disabled_at" is not null and "users"."disabled_until" > "users"."disabled_at")))
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD CONSTRAINT "sign_in_attempts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user_id" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_events_subject_id" ON "audit_events" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "limit_counters_window" ON "limit_counters" USING btree ("window_started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_tokens_token_digest_key" ON "one_time_tokens" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "one_time_tokens_user_id" ON "one_time_tokens" USING btree ("user_id","purpose");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE sent_at is null and buried_at is null;--> statement-breakpoint
CREATE INDEX "outbox_recipient" ON "outbox" USING btree ("recipient_normalised","template","created_at");--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_user_id" ON "sign_in_attempts" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_at" ON "sign_in_attempts" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_normalised_key" ON "users" USING btree ("email_normalised");