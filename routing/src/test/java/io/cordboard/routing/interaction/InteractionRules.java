package io.cordboard.routing.interaction;

/** What an interaction makes of each command in each phase; see {@link io.cordboard.routing.RuleTable}. */
final class InteractionRules {

    static final String ALL = """
            interaction is begun                                     | unopened   | Open              | interaction-opened
            work for later is begun                                  | unopened   | Open later        | interaction-opened
            unknown interaction may be woken by a sweep              | unopened   | Wake              | unchanged
            unknown interaction is not offered                       | unopened   | Offer o1          | NOT_FOUND
            unknown interaction is not accepted                      | unopened   | Accept o1         | NOT_FOUND
            unknown interaction has no offer to end                  | unopened   | EndOffer o1       | NOT_FOUND
            nobody speaks in an unknown interaction                  | unopened   | Say m1            | NOT_FOUND
            nothing is delivered in an unknown interaction           | unopened   | Deliver m1        | NOT_FOUND
            unknown interaction is not dropped                       | unopened   | Drop              | NOT_FOUND
            unknown interaction does not return                      | unopened   | Return            | NOT_FOUND
            unknown interaction does not end                         | unopened   | End               | NOT_FOUND
            unknown interaction is not wrapped up                    | unopened   | WrapUp            | NOT_FOUND
            unknown interaction is not transferred                   | unopened   | Transfer eve      | NOT_FOUND
            unknown interaction is not requeued                      | unopened   | Requeue eve       | NOT_FOUND
            unknown interaction is not cancelled                     | unopened   | Cancel            | NOT_FOUND
            unknown interaction has no priority                      | unopened   | Reprioritise      | NOT_FOUND
            unknown interaction stands in no line                    | unopened   | PutInLine         | NOT_FOUND
            unknown interaction is not put off                       | unopened   | Reschedule        | NOT_FOUND
            unknown interaction has no attributes                    | unopened   | ChangeAttributes  | NOT_FOUND
            unknown interaction is not sent elsewhere                | unopened   | Divert            | NOT_FOUND
            unknown interaction is not classified again              | unopened   | Reclassify        | NOT_FOUND
            unknown interaction has no step to fire                  | unopened   | FireStep          | NOT_FOUND
            unknown interaction has no agent to lose                 | unopened   | LoseAgent o1      | NOT_FOUND
            unknown interaction is not shown                         | unopened   | Show              | NOT_FOUND
            nobody types in an unknown interaction                   | unopened   | Typing            | NOT_FOUND
            unknown interaction is not followed                      | unopened   | Watch             | NOT_FOUND
            scheduled work is begun already                          | scheduled  | Open later        | unchanged
            scheduled work is not offered                            | scheduled  | Offer o1          | OFFER_OVER
            scheduled work is not accepted                           | scheduled  | Accept o1         | OFFER_OVER
            scheduled work has no offer to end                       | scheduled  | EndOffer o1       | OFFER_OVER
            customer may add to scheduled work                       | scheduled  | Say m1            | message-added
            agent has no part in scheduled work                      | scheduled  | Say alice         | NOT_HELD
            nothing was said that could be delivered                 | scheduled  | Deliver m1        | unchanged
            scheduled work has no live connection                    | scheduled  | Drop              | WRONG_PHASE
            scheduled work does not return                           | scheduled  | Return            | WRONG_PHASE
            customer withdraws scheduled work                        | scheduled  | End               | interaction-closed
            scheduled work is not wrapped up                         | scheduled  | WrapUp            | WRONG_PHASE
            scheduled work is not transferred                        | scheduled  | Transfer eve      | WRONG_PHASE
            scheduled work is not requeued                           | scheduled  | Requeue eve       | WRONG_PHASE
            scheduled work is cancelled                              | scheduled  | Cancel            | interaction-closed
            scheduled work has its priority changed                  | scheduled  | Reprioritise      | place-changed
            scheduled work stands in no line yet                     | scheduled  | PutInLine         | WRONG_PHASE
            scheduled work is put off                                | scheduled  | Reschedule        | interaction-rescheduled
            scheduled work is due when it was                        | scheduled  | Reschedule same   | unchanged
            scheduled work that should have begun begins             | scheduled  | Reschedule past   | interaction-rescheduled, interaction-queued
            scheduled work is no agent's to put off                  | scheduled  | Reschedule alice  | NOT_HELD
            scheduled work is no agent's to cancel                   | scheduled  | Cancel alice      | NOT_HELD
            attributes of scheduled work change                      | scheduled  | ChangeAttributes  | attributes-changed
            scheduled work is in no queue to be sent from            | scheduled  | Divert            | unchanged
            scheduled work is in no queue to be asked about          | scheduled  | Reclassify        | unchanged
            scheduled work has no agent to lose                      | scheduled  | LoseAgent o1      | unchanged
            scheduled work may be woken                              | scheduled  | Wake              | unchanged
            scheduled work is shown                                  | scheduled  | Show              | shown
            customer types into scheduled work                       | scheduled  | Typing            | unchanged
            scheduled work is followed                               | scheduled  | Watch             | unchanged
            begun interaction is begun already                       | waiting    | Open              | unchanged
            interaction id is used once                              | waiting    | Open other        | ALREADY_EXISTS
            waiting interaction is offered                           | waiting    | Offer o1          | offer-made
            offer with auto-accept is accepted at once               | waiting    | Offer o1 auto     | offer-made, interaction-assigned
            offer whose deadline has passed is over                  | waiting    | Offer o1 late     | OFFER_OVER
            offer that is out is out already                         | offered    | Offer o1          | unchanged
            second offer is one too many                             | offered    | Offer o2          | TAKEN
            third of two offers is one too many                      | offered-2  | Offer o3 of 2     | TAKEN
            third of three offers is made                            | offered-2  | Offer o3 of 3     | offer-made
            agent is asked once                                      | offered-2  | Offer o3 alice    | TAKEN
            agent who is not meant is not asked                      | for-bob    | Offer o1          | TAKEN
            agent who is meant is asked                              | for-bob    | Offer o2          | offer-made
            agent who passed it on is not asked again                | not-for-bob| Offer o2          | TAKEN
            offer that was rejected does not come back               | rejected   | Offer o1          | OFFER_OVER
            offer is accepted                                        | offered    | Accept o1         | interaction-assigned
            offer of another is not accepted                         | offered    | Accept o1 bob     | OFFER_OVER
            either of two offers may be accepted                     | offered-2  | Accept o2         | interaction-assigned
            offer that was rejected is not accepted                  | rejected   | Accept o1         | OFFER_OVER
            interaction without an offer is not accepted             | waiting    | Accept o1         | OFFER_OVER
            offer is rejected                                        | offered    | EndOffer o1       | offer-ended
            offer of another is not rejected                         | offered    | EndOffer o1 bob   | OFFER_OVER
            offer is rejected once                                   | rejected   | EndOffer o1       | OFFER_OVER
            customer speaks while waiting                            | waiting    | Say m1            | message-added
            agent does not speak before the win                      | offered    | Say alice         | NOT_HELD
            nothing was said yet that could be delivered             | waiting    | Deliver m1        | unchanged
            customer's connection drops while waiting                | offered    | Drop              | customer-dropped
            dropped customer has dropped already                     | dropped    | Drop              | unchanged
            dropped customer returns                                 | dropped    | Return            | customer-returned
            customer who is there has returned already               | waiting    | Return            | unchanged
            customer leaves while waiting                            | waiting    | End               | interaction-closed
            customer leaves while offered and all offers end         | offered-2  | End               | offer-ended, offer-ended, interaction-closed
            agent does not end what waits                            | waiting    | End alice         | NOT_HELD
            supervisor ends what waits                               | offered    | End eve           | offer-ended, interaction-closed
            waiting interaction is not wrapped up                    | waiting    | WrapUp            | WRONG_PHASE
            supervisor moves what waits, and its offers end          | offered    | Transfer eve      | offer-ended, interaction-queued
            what waits there already is not moved                    | offered    | Transfer eve here | unchanged
            agent does not move what waits                           | waiting    | Transfer          | NOT_HELD
            waiting interaction is requeued already                  | offered    | Requeue eve       | unchanged
            agent does not requeue what waits                        | waiting    | Requeue           | NOT_HELD
            waiting interaction is cancelled                         | offered    | Cancel            | offer-ended, interaction-closed
            agent does not cancel what waits                         | waiting    | Cancel alice      | NOT_HELD
            waiting interaction is put forward                       | waiting    | Reprioritise      | place-changed
            priority is what it was                                  | waiting    | Reprioritise 0    | unchanged
            interaction is put elsewhere in line                     | waiting    | PutInLine         | place-changed
            interaction stands there already                         | in-front   | PutInLine here    | unchanged
            interaction goes by its priority again                   | in-front   | Reprioritise 0    | place-changed
            interaction that has moved on is not put in line         | in-front   | PutInLine         | STALE
            assigned interaction stands in no line                   | assigned   | PutInLine         | WRONG_PHASE
            customer who waits is not put off                        | waiting    | Reschedule        | WRONG_PHASE
            work that nobody waits for is put off                    | todo       | Reschedule        | interaction-rescheduled
            work that is offered is put off                          | todo-offered | Reschedule        | offer-ended, interaction-rescheduled
            work that should have begun waits already                | todo       | Reschedule past   | unchanged
            waiting work is no agent's to put off                    | todo       | Reschedule alice  | NOT_HELD
            attributes change                                        | waiting    | ChangeAttributes  | attributes-changed, place-changed
            attributes are what they were                            | waiting    | ChangeAttributes 0| unchanged
            step fires before its time                               | offered    | FireStep          | step-fired
            step that has fired fires once                           | relaxed    | FireStep          | unchanged
            next step fires, too                                     | relaxed    | FireStep next     | step-fired
            step of another policy fires                             | relaxed    | FireStep others   | step-fired
            step of an earlier stay comes too late                   | offered    | FireStep old stay | unchanged
            step fires no more once it is with an agent              | assigned   | FireStep          | unchanged
            step fires no more in wrap-up                            | wrapping   | FireStep          | unchanged
            step fires no more once it is closed                     | closed     | FireStep          | unchanged
            step of work that does not wait does not fire            | scheduled  | FireStep          | unchanged
            queue has it classified again, and its offers go on      | offered    | Reclassify        | reclassification-begun
            word of an earlier stay has nothing classified           | waiting    | Reclassify old stay | unchanged
            queue sends it to another, and its offers end            | offered    | Divert            | offer-ended, interaction-queued
            queue closes it                                          | waiting    | Divert away       | interaction-closed
            word of an earlier stay sends it nowhere                 | waiting    | Divert old stay   | unchanged
            waiting interaction has no agent to lose                 | waiting    | LoseAgent o1      | unchanged
            waiting interaction may be woken                         | waiting    | Wake              | unchanged
            waiting interaction is shown                             | waiting    | Show              | shown
            customer types while waiting                             | waiting    | Typing            | unchanged
            agent does not type before the win                       | offered    | Typing bob        | NOT_HELD
            waiting interaction is followed                          | waiting    | Watch             | unchanged
            assigned interaction is begun already                    | assigned   | Open              | unchanged
            offer that won is made already                           | assigned   | Offer o1          | unchanged
            assigned interaction is not offered to others            | assigned   | Offer o2          | TAKEN
            winner has won already                                   | assigned   | Accept o1         | unchanged
            loser is told that it is taken                           | assigned   | Accept o2         | TAKEN
            loser of two is told that it is taken                    | won-of-2   | Accept o1         | TAKEN
            offer that won is not given back                         | assigned   | EndOffer o1       | TAKEN
            offer that lost is over                                  | won-of-2   | EndOffer o1       | OFFER_OVER
            owner speaks                                             | assigned   | Say alice         | message-added
            another agent does not speak                             | assigned   | Say bob           | NOT_HELD
            message that is there is there already                   | talking    | Say m1            | unchanged
            empty message says nothing                               | assigned   | Say nothing       | INVALID
            message has a limit                                      | assigned   | Say much          | INVALID
            message is delivered                                     | talking    | Deliver m1        | message-delivered
            message is delivered once                                | delivered  | Deliver m1        | unchanged
            customer's connection drops in conversation              | assigned   | Drop              | customer-dropped
            customer returns to the conversation                     | hung-up    | Return            | customer-returned
            customer hangs up and the agent wraps up                 | assigned   | End               | wrap-up-started
            owner ends the conversation                              | assigned   | End alice         | wrap-up-started
            another agent does not end it                            | assigned   | End bob           | NOT_HELD
            supervisor ends the conversation                         | assigned   | End eve           | wrap-up-started
            conversation without wrap-up is closed at once           | unwrapped  | End               | interaction-closed
            conversation is not wrapped up before its end            | assigned   | WrapUp            | WRONG_PHASE
            owner transfers to a queue                               | assigned   | Transfer          | interaction-transferred, interaction-queued
            owner transfers to an agent                              | assigned   | Transfer to bob   | interaction-transferred, interaction-queued
            owner does not transfer to themselves                    | assigned   | Transfer to self  | INVALID
            another agent does not transfer                          | assigned   | Transfer bob      | NOT_HELD
            supervisor transfers                                     | assigned   | Transfer eve      | interaction-transferred, interaction-queued
            owner puts it back in line                               | assigned   | Requeue           | interaction-queued
            another agent does not put it back                       | assigned   | Requeue bob       | NOT_HELD
            assigned interaction is not cancelled                    | assigned   | Cancel            | WRONG_PHASE
            assigned interaction has no priority any more            | assigned   | Reprioritise      | WRONG_PHASE
            what an agent has begun is not put off                   | assigned   | Reschedule        | WRONG_PHASE
            attributes change in conversation                        | assigned   | ChangeAttributes  | attributes-changed
            queue's word comes too late                              | assigned   | Divert            | unchanged
            queue's wish to have it classified comes too late        | assigned   | Reclassify        | unchanged
            owner is lost and it goes back in line                   | assigned   | LoseAgent o1      | agent-lost, interaction-queued
            owner is lost and the rule closes it                     | closing-rule | LoseAgent o1    | agent-lost, interaction-closed
            loss of somebody else changes nothing                    | assigned   | LoseAgent o2      | unchanged
            assigned interaction may be woken                        | assigned   | Wake              | unchanged
            assigned interaction is shown                            | assigned   | Show              | shown
            customer types in conversation                           | assigned   | Typing            | unchanged
            another agent does not type                              | assigned   | Typing bob        | NOT_HELD
            assigned interaction is followed                         | assigned   | Watch             | unchanged
            interaction in wrap-up is begun already                  | wrapping   | Open              | unchanged
            interaction in wrap-up is not offered                    | wrapping   | Offer o2          | OFFER_OVER
            interaction in wrap-up is not accepted                   | wrapping   | Accept o2         | OFFER_OVER
            interaction in wrap-up has no offer to end               | wrapping   | EndOffer o1       | OFFER_OVER
            customer does not speak after the end                    | wrapping   | Say m1            | NOT_HELD
            unknown message is not delivered in wrap-up              | wrapping   | Deliver m1        | unchanged
            customer's connection matters no more                    | wrapping   | Drop              | unchanged
            customer has nothing to return to                        | wrapping   | Return            | unchanged
            conversation has ended already                           | wrapping   | End               | unchanged
            owner wraps up                                           | wrapping   | WrapUp            | interaction-closed
            optional wrap-up needs no disposition                    | wrapping   | WrapUp without    | interaction-closed
            mandatory wrap-up needs a disposition                    | must-dispose | WrapUp without  | INVALID
            mandatory wrap-up ends with a disposition                | must-dispose | WrapUp          | interaction-closed
            another agent does not wrap up                           | wrapping   | WrapUp bob        | NOT_HELD
            wrap-up is not transferred                               | wrapping   | Transfer          | WRONG_PHASE
            wrap-up is not requeued                                  | wrapping   | Requeue           | WRONG_PHASE
            wrap-up is not cancelled                                 | wrapping   | Cancel            | WRONG_PHASE
            interaction in wrap-up stands in no line                 | wrapping   | PutInLine         | WRONG_PHASE
            wrap-up has no priority                                  | wrapping   | Reprioritise      | WRONG_PHASE
            wrap-up is not put off                                   | wrapping   | Reschedule        | WRONG_PHASE
            attributes change in wrap-up                             | wrapping   | ChangeAttributes  | attributes-changed
            queue's word comes too late for wrap-up                  | wrapping   | Divert            | unchanged
            wrap-up is not classified again                          | wrapping   | Reclassify        | unchanged
            owner is lost in wrap-up and it is closed                | wrapping   | LoseAgent o1      | interaction-closed
            interaction in wrap-up may be woken                      | wrapping   | Wake              | unchanged
            interaction in wrap-up is shown                          | wrapping   | Show              | shown
            nobody is there to type to                               | wrapping   | Typing            | NOT_HELD
            interaction in wrap-up is followed                       | wrapping   | Watch             | unchanged
            closed interaction is begun already                      | closed     | Open              | unchanged
            closed interaction is not offered                        | closed     | Offer o2          | OFFER_OVER
            closed interaction is not accepted                       | closed     | Accept o1         | OFFER_OVER
            closed interaction has no offer to end                   | closed     | EndOffer o1       | OFFER_OVER
            nobody speaks after the end                              | closed     | Say m1            | NOT_HELD
            unknown message is not delivered after the end           | closed     | Deliver m1        | unchanged
            nobody is dropped after the end                          | closed     | Drop              | unchanged
            nobody returns after the end                             | closed     | Return            | unchanged
            closed interaction has ended already                     | closed     | End               | unchanged
            closed interaction is wrapped up already                 | closed     | WrapUp            | unchanged
            closed interaction keeps its disposition                 | closed     | WrapUp without    | WRONG_PHASE
            closed interaction is not transferred                    | closed     | Transfer          | WRONG_PHASE
            closed interaction is not requeued                       | closed     | Requeue           | WRONG_PHASE
            closed interaction is cancelled already                  | closed     | Cancel            | unchanged
            closed interaction has no priority                       | closed     | Reprioritise      | WRONG_PHASE
            closed interaction stands in no line                     | closed     | PutInLine         | WRONG_PHASE
            closed interaction is not put off                        | closed     | Reschedule        | WRONG_PHASE
            attributes may be added after the end                    | closed     | ChangeAttributes  | attributes-changed
            queue's word comes too late for the end                  | closed     | Divert            | unchanged
            closed interaction is not classified again               | closed     | Reclassify        | unchanged
            closed interaction has no agent to lose                  | closed     | LoseAgent o1      | unchanged
            closed interaction may be woken                          | settled    | Wake              | unchanged
            closed interaction is shown                              | settled    | Show              | shown
            nobody types after the end                               | closed     | Typing            | NOT_HELD
            closed interaction is followed                           | settled    | Watch             | unchanged
            unknown interaction is guided by no flow                 | unopened   | Advance           | NOT_FOUND
            unknown interaction leaves no flow                       | unopened   | LeaveFlow         | NOT_FOUND
            scheduled work is guided by no flow                      | scheduled  | Advance           | WRONG_PHASE
            scheduled work leaves no flow                            | scheduled  | LeaveFlow         | WRONG_PHASE
            interaction whose customer is guided is begun            | unopened   | Open guided       | interaction-opened
            guided interaction is begun already                      | guided     | Open guided       | unchanged
            interaction is begun with one flow                       | guided     | Open              | ALREADY_EXISTS
            flow comes further                                       | guided     | Advance           | flow-advanced
            turn is recorded once                                    | advanced   | Advance           | unchanged
            next turn is recorded                                    | advanced   | Advance 2         | flow-advanced
            no turn is left out                                      | guided     | Advance 2         | STALE
            flow has so many turns at most                           | guided-long | Advance 1001      | LIMIT
            flow does not take endless steps in one turn             | guided     | Advance far       | INVALID
            flow learns so much at most                              | guided     | Advance much      | LIMIT
            flow leads to a queue                                    | guided     | LeaveFlow         | interaction-queued
            flow has led to the queue already                        | led        | LeaveFlow         | unchanged
            flow that has led elsewhere comes no further             | led        | Advance           | WRONG_PHASE
            guided interaction is not offered                        | guided     | Offer o1          | OFFER_OVER
            guided interaction is not accepted                       | guided     | Accept o1         | OFFER_OVER
            guided interaction has no offer to end                   | guided     | EndOffer o1       | OFFER_OVER
            guided customer speaks                                   | guided     | Say m1            | message-added
            agent has no part in what a flow does                    | guided     | Say alice         | NOT_HELD
            nothing was said to the guided customer                  | guided     | Deliver m1        | unchanged
            guided customer's connection drops                       | guided     | Drop              | customer-dropped
            guided customer who dropped returns                      | guided-dropped | Return            | customer-returned
            guided customer leaves                                   | guided     | End               | interaction-closed
            agent does not end what a flow does                      | guided     | End alice         | NOT_HELD
            supervisor ends what a flow does                         | guided     | End eve           | interaction-closed
            guided interaction is not wrapped up                     | guided     | WrapUp            | WRONG_PHASE
            supervisor takes the customer out of the flow            | guided     | Transfer eve      | interaction-queued
            agent does not take the customer out of the flow         | guided     | Transfer          | NOT_HELD
            guided interaction is not requeued                       | guided     | Requeue eve       | WRONG_PHASE
            guided interaction is cancelled                          | guided     | Cancel            | interaction-closed
            guided interaction is no agent's to cancel               | guided     | Cancel alice      | NOT_HELD
            guided interaction has its priority changed              | guided     | Reprioritise      | place-changed
            priority of a guided interaction is what it was          | guided     | Reprioritise 0    | unchanged
            guided interaction stands in no line yet                 | guided     | PutInLine         | WRONG_PHASE
            guided interaction is not put off                        | guided     | Reschedule        | WRONG_PHASE
            attributes of a guided interaction change                | guided     | ChangeAttributes  | attributes-changed
            guided interaction is in no queue to be sent from        | guided     | Divert            | unchanged
            guided interaction is in no queue to be asked about      | guided     | Reclassify        | unchanged
            step does not fire while a flow guides                   | guided     | FireStep          | unchanged
            guided interaction has no agent to lose                  | guided     | LoseAgent o1      | unchanged
            guided interaction may be woken                          | guided     | Wake              | unchanged
            guided interaction is shown                              | guided     | Show              | shown
            guided customer types                                    | guided     | Typing            | unchanged
            guided interaction is followed                           | guided     | Watch             | unchanged
            waiting interaction is guided by no flow                 | waiting    | Advance           | WRONG_PHASE
            waiting interaction leaves no flow                       | waiting    | LeaveFlow         | WRONG_PHASE
            assigned interaction is guided by no flow                | assigned   | Advance           | WRONG_PHASE
            assigned interaction leaves no flow                      | assigned   | LeaveFlow         | WRONG_PHASE
            interaction in wrap-up is guided by no flow              | wrapping   | Advance           | WRONG_PHASE
            interaction in wrap-up leaves no flow                    | wrapping   | LeaveFlow         | WRONG_PHASE
            closed interaction is guided by no flow                  | closed     | Advance           | WRONG_PHASE
            closed interaction leaves no flow                        | closed     | LeaveFlow         | WRONG_PHASE
            unknown interaction goes back into no flow               | unopened   | ResumeFlow        | NOT_FOUND
            scheduled work goes back into no flow                    | scheduled  | ResumeFlow        | WRONG_PHASE
            guided customer is in the flow already                   | guided     | ResumeFlow        | unchanged
            customer goes back into the flow                         | led        | ResumeFlow        | flow-resumed
            customer who is offered goes back into the flow          | led-offered | ResumeFlow        | offer-ended, flow-resumed
            waiting interaction that no flow has led goes back into none | waiting    | ResumeFlow        | INVALID
            assigned interaction goes back into no flow              | assigned   | ResumeFlow        | WRONG_PHASE
            interaction in wrap-up goes back into no flow            | wrapping   | ResumeFlow        | WRONG_PHASE
            closed interaction goes back into no flow                | closed     | ResumeFlow        | WRONG_PHASE
            customer does not go back into another flow              | led        | ResumeFlow other  | INVALID
            unknown interaction leaves no message                    | unopened   | TakeMessage       | NOT_FOUND
            scheduled work leaves no message                         | scheduled  | TakeMessage       | WRONG_PHASE
            guided caller leaves a message                           | guided-call | TakeMessage       | recording-started
            message is taken once                                    | message    | TakeMessage       | unchanged
            message ends before the call                             | message    | End               | recording-stopped, interaction-closed
            message ends before the caller waits                     | message    | LeaveFlow         | recording-stopped, interaction-queued
            guided customer who writes leaves no message             | guided     | TakeMessage       | INVALID
            waiting interaction leaves no message                    | waiting    | TakeMessage       | WRONG_PHASE
            assigned interaction leaves no message                   | assigned   | TakeMessage       | WRONG_PHASE
            interaction in wrap-up leaves no message                 | wrapping   | TakeMessage       | WRONG_PHASE
            closed interaction leaves no message                     | closed     | TakeMessage       | WRONG_PHASE
            customer outside leaves no message                       | outside    | TakeMessage       | WRONG_PHASE
            unknown interaction is not transferred outside           | unopened   | TransferOutside   | NOT_FOUND
            unknown interaction has nobody outside who answers       | unopened   | AnswerOutside     | NOT_FOUND
            unknown interaction has nobody outside who ends it       | unopened   | EndOutside        | NOT_FOUND
            scheduled work is not transferred outside                | scheduled  | TransferOutside   | WRONG_PHASE
            scheduled work has nobody outside who answers            | scheduled  | AnswerOutside     | WRONG_PHASE
            scheduled work has nobody outside who ends it            | scheduled  | EndOutside        | WRONG_PHASE
            guided customer is not transferred outside               | guided     | TransferOutside   | WRONG_PHASE
            guided customer has nobody outside who answers           | guided     | AnswerOutside     | WRONG_PHASE
            guided customer has nobody outside who ends it           | guided     | EndOutside        | WRONG_PHASE
            waiting interaction is not transferred outside           | waiting    | TransferOutside   | WRONG_PHASE
            waiting interaction has nobody outside who answers       | waiting    | AnswerOutside     | WRONG_PHASE
            waiting interaction has nobody outside who ends it       | waiting    | EndOutside        | WRONG_PHASE
            interaction in wrap-up is not transferred outside        | wrapping   | TransferOutside   | WRONG_PHASE
            interaction in wrap-up has nobody outside who answers    | wrapping   | AnswerOutside     | WRONG_PHASE
            interaction in wrap-up has nobody outside who ends it    | wrapping   | EndOutside        | WRONG_PHASE
            closed interaction is not transferred outside            | closed     | TransferOutside   | WRONG_PHASE
            closed interaction has nobody outside who answers        | closed     | AnswerOutside     | WRONG_PHASE
            closed interaction has nobody outside who ends it        | closed     | EndOutside        | WRONG_PHASE
            chat is not transferred outside                          | assigned   | TransferOutside   | INVALID
            call is transferred outside                              | calling    | TransferOutside   | transferred-outside
            consult ends with the transfer outside                   | consulting | TransferOutside   | party-left, transferred-outside
            recording ends with the transfer outside                 | recorded   | TransferOutside   | recording-stopped, transferred-outside
            supervisor transfers a call outside                      | calling    | TransferOutside eve | transferred-outside
            another agent does not transfer it outside               | calling    | TransferOutside bob | NOT_HELD
            call goes to no words                                    | calling    | TransferOutside words | INVALID
            call is shown by no words                                | calling    | TransferOutside as words | INVALID
            call that an agent has has nobody outside                | calling    | AnswerOutside     | WRONG_PHASE
            call that an agent has has nobody outside to end it      | calling    | EndOutside        | WRONG_PHASE
            customer outside is not transferred again                | outside    | TransferOutside   | WRONG_PHASE
            somebody outside answers                                 | outside    | AnswerOutside     | outside-answered
            who has answered outside has answered                    | outside-talks | AnswerOutside     | unchanged
            answer to an earlier call comes too late                 | outside    | AnswerOutside other | WRONG_PHASE
            nobody answers outside, and the customer is back in line | outside    | EndOutside        | outside-failed, interaction-queued
            who talks outside ends it                                | outside-talks | EndOutside        | interaction-closed
            end of an earlier call ends nothing                      | outside    | EndOutside other  | WRONG_PHASE
            flow leads the caller outside                            | guided-call | TransferOutside flow | led-outside
            flow leads nobody outside who writes                     | guided     | TransferOutside flow | INVALID
            agent does not lead a guided caller outside              | guided-call | TransferOutside   | WRONG_PHASE
            somebody outside answers whom a flow has led             | led-outside | AnswerOutside     | outside-answered
            nobody answers outside, and the flow goes on             | led-outside | EndOutside        | outside-failed, flow-resumed
            who talks outside ends what a flow has led               | led-outside-talks | EndOutside        | interaction-closed
            interaction outside was begun with other contents        | outside    | Open other        | ALREADY_EXISTS
            customer outside is not offered                          | outside    | Offer o1          | OFFER_OVER
            customer outside is not accepted                         | outside    | Accept o1         | OFFER_OVER
            customer outside has no offer to end                     | outside    | EndOffer o1       | OFFER_OVER
            customer may add to what is outside                      | outside    | Say m1            | message-added
            agent has no part in what is outside                     | outside    | Say alice         | NOT_HELD
            nothing was said outside that could be delivered         | outside    | Deliver m1        | unchanged
            connection of a customer outside drops                   | outside    | Drop              | customer-dropped
            customer outside has returned already                    | outside    | Return            | unchanged
            customer outside leaves                                  | outside    | End               | interaction-closed
            agent does not end what is outside                       | outside    | End alice         | NOT_HELD
            supervisor ends what is outside                          | outside    | End eve           | interaction-closed
            customer outside is not wrapped up                       | outside    | WrapUp            | WRONG_PHASE
            supervisor takes a customer back from outside            | outside    | Transfer eve      | interaction-queued
            agent does not move what is outside                      | outside    | Transfer          | NOT_HELD
            customer outside is not requeued                         | outside    | Requeue eve       | WRONG_PHASE
            customer outside is not cancelled                        | outside    | Cancel            | WRONG_PHASE
            customer outside has no priority                         | outside    | Reprioritise      | WRONG_PHASE
            customer outside stands in no line                       | outside    | PutInLine         | WRONG_PHASE
            customer outside is not put off                          | outside    | Reschedule        | WRONG_PHASE
            attributes change while the customer is outside          | outside    | ChangeAttributes  | attributes-changed
            customer outside is in no queue to be sent from          | outside    | Divert            | unchanged
            customer outside is in no queue to be asked about        | outside    | Reclassify        | unchanged
            step fires no more once the customer is outside          | outside    | FireStep          | unchanged
            customer outside has no agent to lose                    | outside    | LoseAgent o1      | unchanged
            interaction outside may be woken                         | outside    | Wake              | unchanged
            interaction outside is shown                             | outside    | Show              | shown
            customer outside types                                   | outside    | Typing            | unchanged
            interaction outside is followed                          | outside    | Watch             | unchanged
            customer outside is guided by no flow                    | outside    | Advance           | WRONG_PHASE
            customer outside leaves no flow                          | outside    | LeaveFlow         | WRONG_PHASE
            customer outside goes back into no flow                  | outside    | ResumeFlow        | WRONG_PHASE
            talk outside is not recorded                             | outside    | Record start      | WRONG_PHASE
            recording of what is outside has failed before           | outside    | FailRecording     | unchanged
            no recording was made before the customer went outside   | outside    | FetchRecording    | NOT_FOUND
            no recording can be removed where none was made          | outside    | RemoveRecording   | NOT_FOUND
            customer outside is not held                             | outside    | Hold              | WRONG_PHASE
            customer outside is not taken back                       | outside    | Resume            | WRONG_PHASE
            customer outside is sent no digits                       | outside    | SendDigits        | WRONG_PHASE
            customer outside has nobody consulted                    | outside    | Consult bob       | WRONG_PHASE
            customer outside is no conference                        | outside    | Confer            | WRONG_PHASE
            customer outside has no consult to end                   | outside    | EndConsult        | WRONG_PHASE
            customer outside is not handed over                      | outside    | HandOver          | WRONG_PHASE
            agent who has transferred it has left                    | outside    | Leave alice       | NOT_HELD
            nobody listens outside                                   | outside    | Monitor           | WRONG_PHASE
            nobody listens outside who could end it                  | outside    | EndMonitor        | WRONG_PHASE
            unknown interaction is not recorded                      | unopened   | Record start      | NOT_FOUND
            unknown interaction has no recording to fail             | unopened   | FailRecording     | NOT_FOUND
            unknown interaction has no recording to fetch            | unopened   | FetchRecording    | NOT_FOUND
            unknown interaction has no recording to remove           | unopened   | RemoveRecording   | NOT_FOUND
            scheduled work is not recorded                           | scheduled  | Record start      | WRONG_PHASE
            scheduled work has no recording to fail                  | scheduled  | FailRecording     | unchanged
            scheduled work has no recording to fetch                 | scheduled  | FetchRecording    | NOT_FOUND
            scheduled work has no recording to remove                | scheduled  | RemoveRecording   | NOT_FOUND
            waiting interaction is not recorded                      | waiting    | Record start      | WRONG_PHASE
            waiting interaction has no recording to fail             | waiting    | FailRecording     | unchanged
            waiting interaction has no recording to fetch            | waiting    | FetchRecording    | NOT_FOUND
            waiting interaction has no recording to remove           | waiting    | RemoveRecording   | NOT_FOUND
            interaction in wrap-up is not recorded                   | wrapping   | Record start      | WRONG_PHASE
            interaction in wrap-up has no recording to fail          | wrapping   | FailRecording     | unchanged
            interaction in wrap-up has no recording to fetch         | wrapping   | FetchRecording    | NOT_FOUND
            interaction in wrap-up has no recording to remove        | wrapping   | RemoveRecording   | NOT_FOUND
            closed interaction is not recorded                       | closed     | Record start      | WRONG_PHASE
            closed interaction has no recording to fail              | closed     | FailRecording     | unchanged
            closed interaction has no recording to fetch             | closed     | FetchRecording    | NOT_FOUND
            closed interaction has no recording to remove            | closed     | RemoveRecording   | NOT_FOUND
            call is recorded once an agent has it                    | call       | Accept o1         | interaction-assigned, recording-started
            call that its agent takes unasked is recorded            | ringing    | Offer o1 recorded | offer-made, interaction-assigned, recording-started
            call is recorded when the agent says so only             | on-demand  | Accept o1         | interaction-assigned
            what is no call is not recorded                          | recorded-chat | Accept o1         | interaction-assigned
            nobody records what is no call                           | recorded-chat-with-agent | Record start      | INVALID
            nobody records what the policy has not recorded          | unrecorded | Record start      | INVALID
            owner has the call recorded                              | demanded   | Record start      | recording-started
            supervisor has the call recorded                         | demanded   | Record start eve  | recording-started
            another agent does not have it recorded                  | demanded   | Record start bob  | NOT_HELD
            call that is recorded is recorded already                | recorded   | Record start      | unchanged
            call that is not recorded is not paused                  | demanded   | Record pause      | WRONG_PHASE
            call that is not recorded does not go on                 | demanded   | Record resume     | WRONG_PHASE
            call that is not recorded has been stopped               | demanded   | Record stop       | unchanged
            owner pauses the recording                               | recorded   | Record pause      | recording-paused
            another agent does not pause it                          | recorded   | Record pause bob  | NOT_HELD
            paused recording is paused already                       | paused     | Record pause      | unchanged
            paused recording goes on                                 | paused     | Record resume     | recording-resumed
            recording that runs goes on already                      | recorded   | Record resume     | unchanged
            owner does not stop what the policy has recorded         | recorded   | Record stop       | INVALID
            supervisor stops what the policy has recorded            | recorded   | Record stop eve   | recording-stopped
            owner stops what was recorded on demand                  | recorded-on-demand | Record stop       | recording-stopped
            recording fails                                          | recorded   | FailRecording     | recording-failed
            recording that failed is begun anew                      | failed     | Record start      | recording-started
            recording fails once                                     | failed     | FailRecording     | unchanged
            recording ends with the agent in wrap-up                 | recorded   | End               | recording-stopped, wrap-up-started
            recording ends before the transfer                       | paused     | Transfer          | recording-stopped, interaction-transferred, interaction-queued
            recording ends when it is back in line                   | recorded   | Requeue           | recording-stopped, interaction-queued
            recording ends when the agent is lost                    | recorded   | LoseAgent o1      | recording-stopped, agent-lost, interaction-queued
            recording is listened to                                 | recorded   | FetchRecording    | recording-fetched
            recording is listened to after the end                   | taped      | FetchRecording    | recording-fetched
            recording that runs is not removed                       | recorded   | RemoveRecording   | WRONG_PHASE
            recording is removed                                     | taped      | RemoveRecording   | recording-removed
            recording is removed once                                | untaped    | RemoveRecording   | unchanged
            recording that was removed is not listened to            | untaped    | FetchRecording    | NOT_FOUND
            guided interaction is not recorded                       | guided     | Record start      | WRONG_PHASE
            guided interaction has no recording to fail              | guided     | FailRecording     | unchanged
            guided interaction has no recording to fetch             | guided     | FetchRecording    | NOT_FOUND
            guided interaction has no recording to remove            | guided     | RemoveRecording   | NOT_FOUND
            unknown interaction is not held                          | unopened   | Hold              | NOT_FOUND
            unknown interaction is not taken back                    | unopened   | Resume            | NOT_FOUND
            unknown interaction is sent no digits                    | unopened   | SendDigits        | NOT_FOUND
            scheduled work is not held                               | scheduled  | Hold              | WRONG_PHASE
            scheduled work is not taken back                         | scheduled  | Resume            | WRONG_PHASE
            scheduled work is sent no digits                         | scheduled  | SendDigits        | WRONG_PHASE
            waiting interaction is not held                          | waiting    | Hold              | WRONG_PHASE
            waiting interaction is not taken back                    | waiting    | Resume            | WRONG_PHASE
            waiting interaction is sent no digits                    | waiting    | SendDigits        | WRONG_PHASE
            interaction in wrap-up is not held                       | wrapping   | Hold              | WRONG_PHASE
            interaction in wrap-up is not taken back                 | wrapping   | Resume            | WRONG_PHASE
            interaction in wrap-up is sent no digits                 | wrapping   | SendDigits        | WRONG_PHASE
            closed interaction is not held                           | closed     | Hold              | WRONG_PHASE
            closed interaction is not taken back                     | closed     | Resume            | WRONG_PHASE
            closed interaction is sent no digits                     | closed     | SendDigits        | WRONG_PHASE
            chat knows no hold                                       | assigned   | Hold              | INVALID
            chat knows no digits                                     | assigned   | SendDigits        | INVALID
            owner puts the caller on hold                            | calling    | Hold              | held
            caller who is on hold is held already                    | held       | Hold              | unchanged
            another agent does not hold                              | calling    | Hold bob          | NOT_HELD
            supervisor puts the caller on hold                       | calling    | Hold eve          | held
            owner takes the caller back                              | held       | Resume            | resumed
            caller who is not on hold is talked to already           | calling    | Resume            | unchanged
            another agent does not take the caller back              | held       | Resume bob        | NOT_HELD
            owner sends digits                                       | calling    | SendDigits        | digits-sent
            digits are sent while the caller is on hold              | held       | SendDigits        | digits-sent
            digits are sent once                                     | pressed    | SendDigits        | ALREADY_EXISTS
            digits have a limit                                      | calling    | SendDigits much   | INVALID
            digits are digits                                        | calling    | SendDigits words  | INVALID
            another agent sends no digits                            | calling    | SendDigits bob    | NOT_HELD
            guided customer is not held                              | guided     | Hold              | WRONG_PHASE
            guided customer is not taken back                        | guided     | Resume            | WRONG_PHASE
            guided customer is sent no digits                        | guided     | SendDigits        | WRONG_PHASE
            unknown interaction has nobody consulted                 | unopened   | Consult bob       | NOT_FOUND
            unknown interaction is no conference                     | unopened   | Confer            | NOT_FOUND
            unknown interaction has no consult to end                | unopened   | EndConsult        | NOT_FOUND
            unknown interaction is not handed over                   | unopened   | HandOver          | NOT_FOUND
            scheduled work has nobody consulted                      | scheduled  | Consult bob       | WRONG_PHASE
            scheduled work is no conference                          | scheduled  | Confer            | WRONG_PHASE
            scheduled work has no consult to end                     | scheduled  | EndConsult        | WRONG_PHASE
            scheduled work is not handed over                        | scheduled  | HandOver          | WRONG_PHASE
            guided customer has nobody consulted                     | guided     | Consult bob       | WRONG_PHASE
            guided customer is no conference                         | guided     | Confer            | WRONG_PHASE
            guided customer has no consult to end                    | guided     | EndConsult        | WRONG_PHASE
            guided customer is not handed over                       | guided     | HandOver          | WRONG_PHASE
            waiting interaction has nobody consulted                 | waiting    | Consult bob       | WRONG_PHASE
            waiting interaction is no conference                     | waiting    | Confer            | WRONG_PHASE
            waiting interaction has no consult to end                | waiting    | EndConsult        | WRONG_PHASE
            waiting interaction is not handed over                   | waiting    | HandOver          | WRONG_PHASE
            interaction in wrap-up has nobody consulted              | wrapping   | Consult bob       | WRONG_PHASE
            interaction in wrap-up is no conference                  | wrapping   | Confer            | WRONG_PHASE
            interaction in wrap-up has no consult to end             | wrapping   | EndConsult        | WRONG_PHASE
            interaction in wrap-up is not handed over                | wrapping   | HandOver          | WRONG_PHASE
            closed interaction has nobody consulted                  | closed     | Consult bob       | WRONG_PHASE
            closed interaction is no conference                      | closed     | Confer            | WRONG_PHASE
            closed interaction has no consult to end                 | closed     | EndConsult        | WRONG_PHASE
            closed interaction is not handed over                    | closed     | HandOver          | WRONG_PHASE
            unknown interaction is left by nobody                    | unopened   | Leave alice       | NOT_FOUND
            scheduled work is left by no agent                       | scheduled  | Leave alice       | NOT_HELD
            guided customer is left by no agent                      | guided     | Leave alice       | NOT_HELD
            waiting interaction is left by no agent                  | waiting    | Leave alice       | NOT_HELD
            interaction in wrap-up is left already                   | wrapping   | Leave alice       | unchanged
            closed interaction is left already                       | closed     | Leave alice       | unchanged
            chat knows no consult                                    | assigned   | Consult bob       | INVALID
            owner consults another agent, the caller on hold         | calling    | Consult bob       | held, consult-asked
            owner who has held consults another agent                | held       | Consult bob       | consult-asked
            owner does not consult themselves                        | calling    | Consult alice     | INVALID
            agent who is consulted is consulted already              | consult-asked | Consult bob       | unchanged
            owner consults one at a time                             | consulting | Consult carol     | WRONG_PHASE
            owner does not consult who listens                       | monitored  | Consult carol     | WRONG_PHASE
            another agent does not consult                           | calling    | Consult by bob    | NOT_HELD
            agent who has room for the consult is rung               | consult-asked | Offer o2          | consult-offered
            agent who is rung is rung already                        | consult-rings | Offer o2          | unchanged
            other agents are not offered it meanwhile                | consult-asked | Offer o3 of 3     | TAKEN
            agent who answers joins the owner                        | consult-rings | Accept o2         | party-joined
            agent may answer on the desktop before the phone rings   | consult-asked | Accept o2         | party-joined
            agent who has joined has answered already                | consulting | Accept o2         | unchanged
            agent who declines the consult leaves the caller to the owner | consult-rings | EndOffer o2       | consult-ended, resumed
            agent who has joined has declined nothing                | consulting | EndOffer o2       | TAKEN
            agent who is lost before the answer leaves the caller to the owner | consult-rings | LoseAgent o2      | consult-ended, resumed
            agent who is lost in the consult leaves the caller to the owner | consulting | LoseAgent o2      | party-left, resumed
            caller would hear the consult                            | consulting | Resume            | WRONG_PHASE
            caller stays on hold while the other phone rings         | consult-rings | Resume            | WRONG_PHASE
            consult becomes a conference                             | consulting | Confer            | conference-started, resumed
            conference is one already                                | conference | Confer            | unchanged
            nobody to confer with                                    | consult-rings | Confer            | WRONG_PHASE
            nobody to confer with at all                             | calling    | Confer            | WRONG_PHASE
            caller is put on hold in a conference                    | conference | Hold              | held
            caller is taken back into the conference                 | conference-held | Resume            | resumed
            caller is taken back into the conference by another word | conference-held | Confer            | resumed
            owner ends the consult                                   | consulting | EndConsult        | party-left, resumed
            owner ends the consult before it is answered             | consult-rings | EndConsult        | consult-ended, resumed
            owner ends the conference                                | conference | EndConsult        | party-left
            no consult is over already                               | calling    | EndConsult        | unchanged
            owner hands over to whom they consult                    | consulting | HandOver          | interaction-transferred, interaction-assigned, resumed
            owner hands over to whom they confer with                | conference | HandOver          | interaction-transferred, interaction-assigned
            supervisor hands over                                    | consulting | HandOver eve      | interaction-transferred, interaction-assigned, resumed
            nobody is there to hand over to                          | consult-rings | HandOver          | WRONG_PHASE
            further agent takes nothing over                         | consulting | HandOver bob      | NOT_HELD
            owner who hangs up in a consult hands over               | consulting | Leave alice       | interaction-transferred, interaction-assigned, resumed
            owner who hangs up before the consult is answered has ended it | consult-rings | Leave alice       | consult-ended, wrap-up-started
            owner who hangs up has ended it                          | calling    | Leave alice       | wrap-up-started
            further agent who hangs up leaves the caller to the owner | conference | Leave bob         | party-left
            further agent who hangs up in the consult does, too      | consulting | Leave bob         | party-left, resumed
            agent who is not there does not leave                    | calling    | Leave bob         | NOT_HELD
            caller who hangs up ends the consult                     | consulting | End               | party-left, wrap-up-started
            owner who ends it ends the conference                    | conference | End alice         | party-left, wrap-up-started
            further agent does not end it                            | conference | End bob           | NOT_HELD
            owner who is lost takes the consult along                | consulting | LoseAgent o1      | party-left, agent-lost, interaction-queued
            owner who transfers it elsewhere ends the consult        | consulting | Transfer          | party-left, interaction-transferred, interaction-queued
            owner who puts it back ends the consult                  | consult-rings | Requeue           | consult-ended, interaction-queued
            new owner ends it                                        | handed-over | End bob           | wrap-up-started
            former owner does not                                    | handed-over | End alice         | NOT_HELD
            offer that was consulted by has won                      | handed-over | Accept o2         | unchanged
            new owner puts the caller on hold                        | handed-over | Hold bob          | held
            unknown interaction is not listened to by anybody        | unopened   | Monitor           | NOT_FOUND
            unknown interaction has nobody who listens               | unopened   | EndMonitor        | NOT_FOUND
            scheduled work is not listened to by anybody             | scheduled  | Monitor           | WRONG_PHASE
            scheduled work has nobody who listens                    | scheduled  | EndMonitor        | WRONG_PHASE
            guided customer is not listened to by anybody            | guided     | Monitor           | WRONG_PHASE
            guided customer has nobody who listens                   | guided     | EndMonitor        | WRONG_PHASE
            waiting interaction is not listened to by anybody        | waiting    | Monitor           | WRONG_PHASE
            waiting interaction has nobody who listens               | waiting    | EndMonitor        | WRONG_PHASE
            interaction in wrap-up is not listened to by anybody     | wrapping   | Monitor           | WRONG_PHASE
            interaction in wrap-up has nobody who listens            | wrapping   | EndMonitor        | WRONG_PHASE
            closed interaction is not listened to by anybody         | closed     | Monitor           | WRONG_PHASE
            closed interaction has nobody who listens                | closed     | EndMonitor        | WRONG_PHASE
            chat is not listened to                                  | assigned   | Monitor           | INVALID
            supervisor listens to a call                             | calling    | Monitor           | monitor-started
            supervisor listens already                               | monitored  | Monitor           | unchanged
            supervisor whispers from now on                          | monitored  | Monitor whisper   | monitor-changed
            agent does not listen to others                          | calling    | Monitor bob       | NOT_HELD
            owner has nobody listen                                  | calling    | Monitor by alice  | NOT_HELD
            owner does not listen to themselves                      | calling    | Monitor as alice  | INVALID
            who is consulted does not listen                         | consulting | Monitor as bob    | INVALID
            one supervisor listens at a time                         | monitored  | Monitor as bob    | WRONG_PHASE
            supervisor's phone answers                               | monitored  | Accept o3         | monitor-joined
            supervisor's phone has answered                          | listening  | Accept o3         | unchanged
            supervisor's phone does not answer                       | monitored  | EndOffer o3       | monitor-ended
            supervisor's phone is lost                               | listening  | LoseAgent o3      | monitor-ended
            supervisor's phone hangs up                              | listening  | Leave carol       | monitor-ended
            supervisor listens no more                               | listening  | EndMonitor        | monitor-ended
            nobody listens already                                   | calling    | EndMonitor        | unchanged
            owner does not send the supervisor away                  | listening  | EndMonitor alice  | NOT_HELD
            supervisor who listens owns nothing                      | listening  | End carol         | NOT_HELD
            supervisor who listens is not asked for anything else    | listening  | Hold carol        | NOT_HELD
            listening ends with the call                             | listening  | End               | monitor-ended, wrap-up-started
            listening ends when the owner puts it back               | listening  | Requeue           | monitor-ended, interaction-queued
            listening ends when the call is handed over              | listening-consult | HandOver          | monitor-ended, interaction-transferred, interaction-assigned, resumed
            listening and consult end with the call                  | listening-consult | End alice         | monitor-ended, party-left, wrap-up-started
            consult goes on without the listener                     | listening-consult | Leave carol       | monitor-ended
            caller is held while somebody listens                    | listening  | Hold              | held
            """;

    private InteractionRules() {}
}
