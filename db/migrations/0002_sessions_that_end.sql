ALTER TYPE "public"."session_end_reason" ADD VALUE 'ended_by_user';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'displaced';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'idle';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'password_changed';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'password_reset';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'email_changed';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'role_changed';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'account_disabled';--> statement-breakpoint
ALTER TYPE "public"."session_end_reason" ADD VALUE 'account_deleted';--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place" text;--> statement-breakpoint
CREATE INDEX "sessions_live" ON "sessions" USING btree ("user_id","created_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "sessions_expiring" ON "sessions" USING btree ("absolute_expires_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "sessions_ended_at" ON "sessions" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "users_admins" ON "users" USING btree ("id") WHERE role = 'admin';--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_place_length" CHECK (length("sessions"."place") between 1 and 100);