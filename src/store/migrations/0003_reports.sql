-- How far the least of a delivery's parts is, as a place in the order given; null where it has none. Asked behind the
-- delivery's row lock: being volatile it looks with a fresh snapshot, so it sees what the previous holder of that lock
-- committed a moment ago, which the asking statement's own snapshot may not.
create function least_reported(of_organization uuid, of_delivery uuid, in_order text[]) returns int
language plpgsql volatile as $$
begin
  return (select min(array_position(in_order, p.receipt)) from delivery_part p
    where p.delivery_id = of_delivery and p.organization_id = of_organization);
end $$;
