CREATE TABLE "desk_memory" (
	"organization_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"team" text NOT NULL,
	"key" text NOT NULL,
	"sealed" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "desk_memory_desk_team_key_organization_id_pk" PRIMARY KEY("desk","team","key","organization_id")
);
--> statement-breakpoint
ALTER TABLE "desk_memory" ADD CONSTRAINT "desk_memory_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;