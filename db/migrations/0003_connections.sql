CREATE TABLE "provider_revocations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"field" text NOT NULL,
	"token_sealed" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "provider_revocations_provider_form" CHECK ("provider_revocations"."provider" ~ '^[a-zA-Z0-9_.-]{1,80}$'),
	CONSTRAINT "provider_revocations_field" CHECK ("provider_revocations"."field" in ('access_token', 'refresh_token')),
	CONSTRAINT "provider_revocations_token_sealed_form" CHECK ("provider_revocations"."token_sealed" ~ '^eyJ[A-Za-z0-9_-]+([.][A-Za-z0-9_-]*){4}$'),
	CONSTRAINT "provider_revocations_attempts" CHECK ("provider_revocations"."attempts" >= 0)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "consent_needed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "provider_email" text;--> statement-breakpoint
CREATE INDEX "provider_revocations_due" ON "provider_revocations" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_user_id_provider_key" ON "accounts" USING btree ("user_id","provider");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_version" CHECK ("accounts"."version" >= 0);--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_provider_email_length" CHECK (length("accounts"."provider_email") between 1 and 320);