ALTER TYPE "public"."session_end_reason" ADD VALUE 'disowned';--> statement-breakpoint
ALTER TYPE "public"."token_purpose" ADD VALUE 'undo_email_change';--> statement-breakpoint
ALTER TYPE "public"."token_purpose" ADD VALUE 'disown_activity';--> statement-breakpoint
CREATE TABLE "mail_events" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mail_events_id_length" CHECK (length("mail_events"."id") between 1 and 255),
	CONSTRAINT "mail_events_kind_form" CHECK ("mail_events"."kind" ~ '^[a-zA-Z0-9_.-]{1,80}$')
);
--> statement-breakpoint
CREATE TABLE "mail_suppressions" (
	"email_normalised" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mail_suppressions_email_normalised_form" CHECK ("mail_suppressions"."email_normalised" = lower("mail_suppressions"."email_normalised" collate "C") and "mail_suppressions"."email_normalised" like '%_@_%' and length("mail_suppressions"."email_normalised") <= 320),
	CONSTRAINT "mail_suppressions_reason" CHECK ("mail_suppressions"."reason" in ('bounced', 'complained'))
);
--> statement-breakpoint
ALTER TABLE "one_time_tokens" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "delivered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "bounced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "complained_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_breached_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "language" text;--> statement-breakpoint
CREATE INDEX "mail_events_received_at" ON "mail_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_provider_id" ON "outbox" USING btree ("provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_buried_at" ON "outbox" USING btree ("buried_at") WHERE buried_at is not null;--> statement-breakpoint
ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_email" CHECK ("one_time_tokens"."email" like '%_@_%' and length("one_time_tokens"."email") <= 254);--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_language_form" CHECK ("outbox"."language" ~ '^[a-z]{2}$');--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_language_form" CHECK ("users"."language" ~ '^[a-z]{2}$');