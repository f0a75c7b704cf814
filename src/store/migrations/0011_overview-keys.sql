ALTER TABLE "alarm" ADD COLUMN "standing" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "alarm" ADD COLUMN "told_standing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "conversation_asked" ON "conversation" USING btree ("chatbot_id","requested_at","organization_id") WHERE "conversation"."requested_at" is not null;--> statement-breakpoint
CREATE INDEX "conversation_busy" ON "conversation" USING btree ("chatbot_id","status","organization_id") WHERE "conversation"."status" in ('ai', 'active');--> statement-breakpoint
CREATE INDEX "delivery_dead" ON "delivery" USING btree ("next_at") WHERE "delivery"."status" = 'dead' and "delivery"."lane" = 'customer';